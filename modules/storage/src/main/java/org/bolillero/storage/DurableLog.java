package org.bolillero.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.Recovery.Recovered;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A log in a folder on a local disk, which it locks against others. Thread-safe.
 *
 * <p>Entries become durable as groups, with one force for each group.
 */
public final class DurableLog implements Log {
  /**
   * The most files that a log has open at once, however long it is: its lock, the segment that is
   * written to, the next one while it is made, the folder, and one that is read. Every thread that
   * reads slices while others do has one more.
   */
  public static final int OPEN_FILES_MAX = 8;

  private final LogFiles files;
  private final int segmentBytes;
  private final DurableReader reader;
  private final Committer committer;
  private final LogWriter writer;
  private final FolderWatch watch;

  /** Done when the committer has ended. Waiting for it cannot be interrupted. */
  private final CompletableFuture<Void> committed = new CompletableFuture<>();

  private final ReentrantLock closing = new ReentrantLock();

  // Guarded by closing.
  private boolean closed;

  private DurableLog(
      LogFiles files,
      Recovered recovered,
      LogSettings settings,
      LogListener listener,
      ThreadFactory committers,
      Executor preparer) {
    this.files = files;
    this.segmentBytes = recovered.identity().segmentBytes();
    this.reader = new DurableReader(files, segmentBytes);
    this.committer = new Committer(recovered.end().number(), settings.pinAfter(), listener);
    SegmentSupply supply =
        new SegmentSupply(
            files, recovered.identity(), preparer, listener, recovered.current().index() + 1);
    this.writer = new LogWriter(recovered, supply, committer::announce, listener);
    this.watch = new FolderWatch(files, committer);
    committers.newThread(this::commit).start();
  }

  /**
   * Opens the log of a folder, or makes one. When this returns, every entry that the visitor was
   * given is durable.
   *
   * @param folder where the log is; made if it is not there
   * @param settings how to keep it
   * @param replay is given all entries that are there
   * @param listener is told of warnings and of the failure of the log
   * @return the open log
   * @throws LogException if another process has the folder, or the log is damaged, of another
   *     owner, or cannot be used
   */
  public static DurableLog open(
      Path folder, LogSettings settings, EntryVisitor replay, LogListener listener)
      throws LogException {
    DurableLog log =
        open(
            DiskFiles.make(folder),
            settings,
            replay,
            listener,
            Thread.ofPlatform().name("log-committer").factory(),
            task -> Thread.ofPlatform().name("log-preparer").start(task));
    log.watch.start(FolderWatch.PERIOD);
    return log;
  }

  /**
   * Opens a log in files and with threads of the caller's choice, such as simulated ones. The files
   * are closed with the log, or if it cannot be opened. Whether they are still in place is checked
   * when the log is closed, not once a second.
   *
   * @param files where the log is
   * @param settings how to keep it
   * @param replay is given all entries that are there
   * @param listener is told of warnings and of the failure of the log
   * @param committers makes the thread that writes
   * @param preparer prepares segments
   * @return the open log
   * @throws LogException if the log is damaged, has another identity, or cannot be used
   */
  public static DurableLog open(
      LogFiles files,
      LogSettings settings,
      EntryVisitor replay,
      LogListener listener,
      ThreadFactory committers,
      Executor preparer)
      throws LogException {
    try {
      Recovered recovered =
          new Recovery(files, settings, listener, SegmentReader.BUFFER_BYTES)
              .run(replay, DurableLog::newLogId);
      return new DurableLog(files, recovered, settings, listener, committers, preparer);
    } catch (IOException e) {
      throw closing(files, LogException.failed(files + ": cannot be opened", e));
    } catch (LogException | RuntimeException | Error e) {
      closing(files, e);
      throw e;
    }
  }

  /** It tells segments of different logs apart and is no secret. */
  private static long newLogId() {
    return new SplittableRandom().nextLong();
  }

  /**
   * Reads the log of a folder that no server runs on, and changes nothing: it may be a copy that
   * cannot be written to. Several can do so at the same time.
   *
   * @param folder where the log is
   * @param words what its owner calls its things
   * @param visitor is given all entries up to the end or the damage
   * @return what was found
   * @throws LogException if another process has the folder, there is no log, or it is damaged
   */
  public static LogReport inspect(Path folder, LogWords words, EntryVisitor visitor)
      throws LogException {
    DiskFiles files = DiskFiles.openToRead(folder);
    try (files) {
      SegmentChain chain = SegmentChain.check(files);
      if (chain == null) {
        throw new LogException(
            LogException.Kind.MISSING, folder + ": expected a log, found no segment files");
      }
      return LogReport.of(chain, LogScan.run(chain, words, visitor, SegmentReader.BUFFER_BYTES));
    } catch (IOException e) {
      throw LogException.failed(folder + ": cannot be read", e);
    }
  }

  /**
   * Looks whose log a folder has, and changes nothing.
   *
   * @param folder where the log may be
   * @return its identity; empty if there is no log
   * @throws LogException if another process has the folder, or the log is damaged
   */
  public static OptionalInt identity(Path folder) throws LogException {
    if (!Files.isDirectory(folder)) {
      return OptionalInt.empty();
    }
    DiskFiles files = DiskFiles.openToRead(folder);
    try (files) {
      SegmentChain chain = SegmentChain.check(files);
      return chain == null ? OptionalInt.empty() : OptionalInt.of(chain.identity().owner());
    } catch (IOException e) {
      throw LogException.failed(folder + ": cannot be read", e);
    }
  }

  private static <T extends Throwable> T closing(LogFiles files, T why) {
    try {
      files.close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private void commit() {
    try {
      committer.run(writer);
    } finally {
      committed.complete(null);
    }
  }

  @Override
  public int payloadBytesMax() {
    return segmentBytes - SegmentFormat.HEADER_BYTES - EntryFormat.HEADER_BYTES;
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    if (entry.payload().remaining() > payloadBytesMax()) {
      throw new IllegalArgumentException(
          "a payload of %d bytes, but a segment holds at most %d"
              .formatted(entry.payload().remaining(), payloadBytesMax()));
    }
    if (LogEntry.isReserved(entry.kind())) {
      throw new IllegalArgumentException("kind " + entry.kind() + " is the log's own");
    }
    return committer.append(entry);
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    committer.awaitDurable(number);
  }

  /** Cheap: whether the files of the log are in place is checked once a second, not here. */
  @Override
  public void confirm() throws LogException {
    committer.confirm();
  }

  @Override
  public long queuedBytes() {
    return committer.queuedBytes();
  }

  @Override
  public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
    try {
      return reader.cut(writer.durable(), sliceBytes);
    } catch (IOException e) {
      throw LogException.failed(files + ": cannot be read", e);
    }
  }

  /** Also fails the log if its files are not in place any more. */
  @Override
  public void close() throws LogException {
    committer.close();
    committed.join();
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        watch.close();
        try (files) {
          writer.close();
        }
      }
    } catch (IOException e) {
      throw LogException.failed(files + ": cannot be closed", e);
    } finally {
      closing.unlock();
    }
  }

  /** Checks whether the files of the log are in place, and fails the log if they are not. */
  FolderWatch watch() {
    return watch;
  }
}
