package org.bolillero.server;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The draw: a pure function of the sealed log and the winning number. The result does not depend on
 * the number of threads or on how the log is cut.
 */
public final class Draw {
  /**
   * How large the slices of the log should be: a segment of the usual size, so that nobody has to
   * look into it to cut it, and small enough that there are some for each thread of a large log.
   */
  public static final int SLICE_BYTES = LogSettings.SEGMENT_BYTES_DEFAULT;

  private Draw() {}

  /**
   * Finds the winners, in a pool of its own that ends with this call.
   *
   * @param slices the sealed log, in order
   * @param winningNumber the number
   * @param threads how many threads to use, at least 1
   * @return the winners of every agency, in the order of the log
   * @throws LogException if an entry cannot be read
   */
  public static Winners hold(ImmutableList<LogSlice> slices, int winningNumber, int threads)
      throws LogException {
    if (slices.isEmpty()) {
      return new Winners.Builder().build();
    }
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.invoke(new WinnerTask(slices, winningNumber)).build();
    } catch (UncheckedLogException e) {
      throw e.cause;
    }
  }

  /** The winners of one slice. */
  static Winners.Builder scan(LogSlice slice, int winningNumber) throws LogException {
    Winners.Builder winners = new Winners.Builder();
    slice.forEach((_, entry) -> {
      if (BetJournal.isBatch(entry)) {
        winners.addFrom(entry.key(), BetBatch.trusted(entry.payload()), winningNumber);
      }
    });
    return winners;
  }

  /** The winners of some slices: of one by reading it, of more by halves. */
  private static final class WinnerTask extends RecursiveTask<Winners.Builder> {
    private static final long serialVersionUID = 1;

    private final transient ImmutableList<LogSlice> slices;
    private final int winningNumber;

    WinnerTask(ImmutableList<LogSlice> slices, int winningNumber) {
      this.slices = slices;
      this.winningNumber = winningNumber;
    }

    @Override
    protected Winners.Builder compute() {
      if (slices.size() == 1) {
        try {
          return scan(slices.getOnly(), winningNumber);
        } catch (LogException e) {
          throw new UncheckedLogException(e);
        }
      }
      int half = slices.size() / 2;
      WinnerTask later = new WinnerTask(slices.drop(half), winningNumber);
      later.fork();
      return new WinnerTask(slices.take(half), winningNumber).compute().append(later.join());
    }
  }

  private static final class UncheckedLogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final LogException cause;

    UncheckedLogException(LogException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
