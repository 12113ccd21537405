package org.bolillero.storage;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Prepares segments before they are needed. A segment is filled with zeros and forced before its
 * first entry is written, so that an append changes no metadata, and a full disk is noticed early.
 * Owned by one thread; only the preparation runs in others.
 *
 * <p>The next segment grows twice as fast as the second half of the current one fills. Written all
 * at once, it would make commits wait for the processor and the disk.
 */
final class SegmentSupply implements AutoCloseable {
  private final LogFiles files;
  private final LogIdentity log;
  private final Executor executor;
  private final LogListener listener;
  private int index;

  /** Completes with the next segment when all parts requested so far are made. */
  private CompletableFuture<UnfinishedSegment> ahead;

  /** How many of its bytes have been requested, in whole parts. */
  private long requested;

  /**
   * Starts to prepare a segment.
   *
   * @param index the index of the segment that is needed next; a file that has it is replaced
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
   * Makes the next segment grow, now that the current one is filled up to an offset. It is complete
   * when the current one still has room for one part.
   */
  void keepAheadOf(int offset) {
    int part = UnfinishedSegment.partBytes(log);
    long wanted = 2L * (offset + part) - log.segmentBytes();
    while (requested < Math.min(wanted, log.segmentBytes())) {
      requested += part;
      ahead = ahead.thenApplyAsync(segment -> orWarn(segment::grow), executor);
    }
  }

  /** Returns the next segment, ready for entries, and starts to prepare the one after it. */
  Segment take() throws IOException {
    Segment next = finish();
    index++;
    ahead = begin();
    return next;
  }

  private CompletableFuture<UnfinishedSegment> begin() {
    requested = UnfinishedSegment.partBytes(log);
    int next = index;
    return CompletableFuture.supplyAsync(
        () -> orWarn(() -> UnfinishedSegment.begin(files, log, next)), executor);
  }

  private Segment finish() throws IOException {
    try {
      return ahead.join().finish();
    } catch (CompletionException _) {
      // The operator was warned, and may have freed some space since.
      return UnfinishedSegment.begin(files, log, index).finish();
    }
  }

  /** At most one step of a segment warns: the steps after it do not run. */
  private UnfinishedSegment orWarn(Callable<UnfinishedSegment> step) {
    try {
      return step.call();
    } catch (Exception | Error e) {
      listener.warning(
          "cannot prepare %s (%s); the log goes on until the current segment is full"
              .formatted(SegmentFormat.name(index), LogException.reason(e)));
      throw new CompletionException(e);
    }
  }

  /** Waits for the parts that are being made, then closes the segment. */
  @Override
  public void close() throws IOException {
    try {
      ahead.join().abandon();
    } catch (CompletionException _) {
      // The operator was warned; nothing is open.
    }
  }
}
