package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Queue;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a topic in a log of this office's own, which is all that the office reads while it
 * works, and all that is left to it when the brokers are gone.
 *
 * <p>It holds what was read of the topic and nothing else, so that it needs no note of how far it
 * is: when it is opened, the topic is read from its beginning, and has to say the same.
 */
final class Replica implements Reader.Sink, AutoCloseable {
  /** So much may wait for the disk before the topic is read on. */
  private static final long QUEUED_BYTES_MAX = 64L * 1024 * 1024;

  private static final int SLICE_BYTES = 16 * 1024 * 1024;

  /** What was read of the topic and is not compared, or not in the log yet. */
  private final Queue<LogEntry> pending = new ArrayDeque<>();

  private volatile @Nullable LogException failure;
  private @Nullable Log log;

  /** The number of the last entry in the log; 0 if this process has written none. */
  private volatile long last;

  /** Whether it has an entry. What belongs to its log comes before that in the topic. */
  private volatile boolean hasEntry;

  private final FilesBeside files;

  private Replica(FilesBeside files) {
    this.files = files;
  }

  /** A replica with its reader. */
  record Opened(Reader reader, Replica replica) implements AutoCloseable {
    @Override
    public void close() throws LogException {
      try (Topic _ = reader.topic()) {
        replica.close();
      }
    }
  }

  /**
   * Opens the replica of a topic, of which nothing was read, and reads as far as it goes.
   *
   * @param opener opens its log
   * @param listener hears of the log's warnings; a failure is thrown by whatever is done next
   * @throws LogException if the log cannot be used, or the topic does not say what it says
   */
  static Opened open(int number, Topic topic, LogOpener opener, LogListener listener)
      throws LogException {
    Replica replica = new Replica(new FilesBeside(opener.files()));
    Reader reader = new Reader(number, topic, replica);
    Log log = opener.open(replica.compareWith(reader), replica.heardBy(listener));
    replica.log = log;
    try {
      while (!replica.pending.isEmpty()) {
        replica.append(log, replica.pending.remove());
      }
      return new Opened(reader, replica);
    } catch (LogException | RuntimeException e) {
      try (log) {
        throw e;
      }
    }
  }

  private EntryVisitor compareWith(Reader reader) {
    return (number, entry) -> {
      hasEntry = true;
      if (!reader.readUntil(() -> !pending.isEmpty())) {
        throw lost(reader, "expected entry %d of the replica, found the end".formatted(number));
      }
      if (!pending.remove().equals(entry)) {
        throw lost(
            reader, "expected entry %d as the replica has it, found another".formatted(number));
      }
    };
  }

  /** The topic has lost entries, or is another one of the same name. */
  private static LogException lost(Reader reader, String problem) {
    return new LogException(
        LogException.Kind.DAMAGED,
        "the topic of draw %d: %s before offset %d; acknowledged bets are gone from it"
            .formatted(reader.number(), problem, reader.topic().position()));
  }

  private LogListener heardBy(LogListener listener) {
    return new LogListener() {
      @Override
      public void warning(String message) {
        listener.warning(message);
      }

      @Override
      public void failed(LogException why) {
        failure = why;
      }

      @Override
      public void groupForced(long nanos, long bytes, int entries) {
        listener.groupForced(nanos, bytes, entries);
      }
    };
  }

  @Override
  public void take(LogEntry entry) throws LogException {
    Log open = log;
    if (open == null) {
      pending.add(entry);
    } else {
      append(open, entry);
    }
  }

  @Override
  public void take(SharedRecord.File file) throws LogException {
    files.keep(file, hasEntry);
  }

  /** The files that belong to the log, if it has no entry yet; otherwise they are in the topic. */
  ImmutableList<SharedRecord.File> filesToSend() throws LogException {
    return hasEntry ? Lists.immutable.empty() : files.read();
  }

  private void append(Log open, LogEntry entry) throws LogException {
    hasEntry = true;
    last = open.append(entry);
    if (open.queuedBytes() > QUEUED_BYTES_MAX) {
      open.awaitDurable(last);
    }
  }

  /** Throws the failure of the log, if there was one. Any thread. */
  void check() throws LogException {
    LogException why = failure;
    if (why != null) {
      throw new LogException(why.kind(), "the replica: " + why.getMessage(), why);
    }
  }

  int payloadBytesMax() {
    return requireNonNull(log).payloadBytesMax();
  }

  /** All that was read of the topic until now. Any thread. */
  ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
    Log open = requireNonNull(log);
    if (last > 0) {
      open.awaitDurable(last);
    }
    return open.slices(sliceBytes);
  }

  /** Gives all entries, and returns the number of the last one, or 0. Any thread. */
  long replay(EntryVisitor visitor) throws LogException {
    long[] replayed = {0};
    for (LogSlice each : slices(SLICE_BYTES)) {
      each.forEach((number, entry) -> {
        visitor.visit(number, entry);
        replayed[0] = number;
      });
    }
    return replayed[0];
  }

  @Override
  public void close() throws LogException {
    requireNonNull(log).close();
  }
}
