package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Prepares segments ahead of their use: a segment is written full of zeros and forced before its
 * first entry, so that an append changes no metadata and a full disk is met early. Owned by one
 * thread; only preparing is done elsewhere.
 */
final class SegmentSupply implements AutoCloseable {
  private final LogFiles files;
  private final LogIdentity log;
  private final Executor executor;
  private final LogListener listener;
  private int index;
  private @Nullable CompletableFuture<Segment> ahead;

  /**
   * Begins to prepare the first segment.
   *
   * @param index the index of the segment that is needed next; one that has no entries is replaced
   */
  SegmentSupply(
      LogFiles files, LogIdentity log, Executor executor, LogListener listener, int index) {
    this.files = files;
    this.log = log;
    this.executor = executor;
    this.listener = listener;
    this.index = index;
    prepareAhead();
  }

  /** The next segment, ready for entries; begins to prepare the one after it. */
  Segment take() throws IOException {
    Segment next = finishPreparing();
    index++;
    prepareAhead();
    return next;
  }

  private void prepareAhead() {
    ahead = CompletableFuture.supplyAsync(this::prepareOrWarn, executor);
  }

  private Segment finishPreparing() throws IOException {
    CompletableFuture<Segment> prepared = requireNonNull(ahead, "ahead");
    ahead = null;
    try {
      return prepared.join();
    } catch (CompletionException _) {
      // The operator was warned, and may have made room since.
      return prepare(files, log, index);
    }
  }

  private Segment prepareOrWarn() {
    try {
      return prepare(files, log, index);
    } catch (IOException | RuntimeException | Error e) {
      listener.warning(
          "cannot prepare %s (%s); the log goes on until the current segment is full"
              .formatted(SegmentFormat.name(index), Reason.of(e)));
      throw new CompletionException(e);
    }
  }

  /** Makes a segment that is ready for entries, and durable. */
  static Segment prepare(LogFiles files, LogIdentity log, int index) throws IOException {
    String unfinished = SegmentFormat.nameWhilePrepared(index);
    LogFile file = files.create(unfinished);
    Segment segment = new Segment(index, file);
    try {
      ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
      SegmentFormat.writeHeader(header, log, index);
      segment.write(header.flip(), 0);
      segment.clear(SegmentFormat.HEADER_BYTES, log.segmentBytes());
      file.force();
      files.rename(unfinished, segment.name());
      files.forceDirectory();
      return segment;
    } catch (IOException | RuntimeException | Error e) {
      closeAndDelete(files, file, unfinished, e);
      throw e;
    }
  }

  /** Gives back the room that a half-made segment takes; the bets in flight may need it. */
  private static void closeAndDelete(LogFiles files, LogFile file, String name, Throwable why) {
    try (file) {
      if (files.names().contains(name)) {
        files.delete(name);
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** Waits for a segment that is being prepared, and closes it. */
  @Override
  public void close() throws IOException {
    if (ahead == null) {
      return;
    }
    try {
      ahead.join().close();
    } catch (CompletionException _) {
      // The operator was warned; nothing is open.
    }
  }
}
