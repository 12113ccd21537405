package org.bolillero.storage;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Prepares segments ahead of their use: a segment is written full of zeros and forced before its
 * first entry, so that an append changes no metadata and a full disk is met early. Owned by one
 * thread; only preparing is done elsewhere.
 *
 * <p>The next segment grows twice as fast as the second half of the current one fills. If it were
 * written all at once, commits would have to wait for the processor and the disk.
 */
final class SegmentSupply implements AutoCloseable {
  private final LogFiles files;
  private final LogIdentity log;
  private final Executor executor;
  private final LogListener listener;
  private int index;

  /** The next segment, after all parts that were asked for. */
  private CompletableFuture<UnfinishedSegment> ahead;

  /** How many of its bytes were asked for, in whole parts. */
  private long asked;

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
    this.ahead = begin();
  }

  /**
   * Has the next segment grow, now that the current one is filled up to here. It is whole when the
   * current one has room for as much as a part.
   */
  void keepAheadOf(int offset) {
    int part = UnfinishedSegment.partBytes(log);
    long wanted = 2L * (offset + part) - log.segmentBytes();
    while (asked < Math.min(wanted, log.segmentBytes())) {
      asked += part;
      ahead = ahead.thenApplyAsync(segment -> orWarn(segment::grow), executor);
    }
  }

  /** The next segment, ready for entries; begins to prepare the one after it. */
  Segment take() throws IOException {
    Segment next = finish();
    index++;
    ahead = begin();
    return next;
  }

  private CompletableFuture<UnfinishedSegment> begin() {
    asked = UnfinishedSegment.partBytes(log);
    int next = index;
    return CompletableFuture.supplyAsync(
        () -> orWarn(() -> UnfinishedSegment.begin(files, log, next)), executor);
  }

  private Segment finish() throws IOException {
    try {
      return ahead.join().finish();
    } catch (CompletionException _) {
      // The operator was warned, and may have made room since.
      return prepare(files, log, index);
    }
  }

  /** A step of making a segment. */
  private interface Step {
    UnfinishedSegment run() throws IOException;
  }

  /** Of the steps of a segment, one warns at most: those after it are not taken. */
  private UnfinishedSegment orWarn(Step step) {
    try {
      return step.run();
    } catch (IOException | RuntimeException | Error e) {
      listener.warning(
          "cannot prepare %s (%s); the log goes on until the current segment is full"
              .formatted(SegmentFormat.name(index), LogException.reason(e)));
      throw new CompletionException(e);
    }
  }

  /** Makes a segment that is ready for entries, and durable. */
  static Segment prepare(LogFiles files, LogIdentity log, int index) throws IOException {
    return UnfinishedSegment.begin(files, log, index).finish();
  }

  /** Waits for the parts that are being made, and closes the segment. */
  @Override
  public void close() throws IOException {
    try {
      ahead.join().abandon();
    } catch (CompletionException _) {
      // The operator was warned; nothing is open.
    }
  }
}
