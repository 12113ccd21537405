package org.bolillero.office;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Finds the winners: a pure function of the sealed log and the winning number. The result does not
 * depend on the number of threads or on how the log is cut.
 */
public final class WinnerScan {
  /**
   * How large the slices of the log should be: a segment of the usual size, so that nobody has to
   * look into it to cut it, and small enough that there are some for each thread of a large log.
   */
  public static final int SLICE_BYTES = LogSettings.SEGMENT_BYTES_DEFAULT;

  private WinnerScan() {}

  /**
   * Finds the winners, in a pool of threads that ends with this call.
   *
   * @param slices the sealed log, in order
   * @param winningNumber the number
   * @param threads how many threads the pool has; 0 for none, when the calling thread does it all
   * @return the winners of every agency, in the order of the log
   * @throws LogException if an entry cannot be read
   */
  public static Winners run(ImmutableList<LogSlice> slices, int winningNumber, int threads)
      throws LogException {
    if (threads == 0) {
      return run(slices, winningNumber, Runnable::run);
    }
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return run(slices, winningNumber, pool);
    }
  }

  private static Winners run(ImmutableList<LogSlice> slices, int winningNumber, Executor threads)
      throws LogException {
    CompletableFuture<Winners.Builder> winners =
        CompletableFuture.completedFuture(new Winners.Builder());
    for (LogSlice slice : slices) {
      winners =
          winners.thenCombine(
              CompletableFuture.supplyAsync(() -> scan(slice, winningNumber), threads),
              Winners.Builder::append);
    }
    try {
      return winners.join().build();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case LogException why -> throw why;
        case Error why -> throw why;
        case null, default -> throw e;
      }
    }
  }

  /** The winners of one slice. */
  private static Winners.Builder scan(LogSlice slice, int winningNumber) {
    Winners.Builder winners = new Winners.Builder();
    try {
      slice.forEach((_, entry) -> {
        if (DrawEventCodec.isBatch(entry)) {
          winners.addFrom(entry.key(), BetBatch.trusted(entry.payload()), winningNumber);
        }
      });
    } catch (LogException e) {
      throw new CompletionException(e);
    }
    return winners;
  }
}
