package org.bolillero.office;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
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
    if (threads == 0 || slices.isEmpty()) {
      Winners.Builder winners = new Winners.Builder();
      for (LogSlice each : slices) {
        winners.append(scan(each, winningNumber));
      }
      return winners.build();
    }
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.invoke(new ScanTask(slices, winningNumber)).build();
    } catch (UncheckedLogException e) {
      throw e.cause;
    }
  }

  /** The winners of one slice. */
  private static Winners.Builder scan(LogSlice slice, int winningNumber) throws LogException {
    Winners.Builder winners = new Winners.Builder();
    slice.forEach((_, entry) -> {
      if (DrawEventCodec.isBatch(entry)) {
        winners.addFrom(entry.key(), BetBatch.trusted(entry.payload()), winningNumber);
      }
    });
    return winners;
  }

  /** The winners of some slices: of one by reading it, of more by halves. */
  private static final class ScanTask extends RecursiveTask<Winners.Builder> {
    private static final long serialVersionUID = 1;

    private final transient ImmutableList<LogSlice> slices;
    private final int winningNumber;

    ScanTask(ImmutableList<LogSlice> slices, int winningNumber) {
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
      ScanTask later = new ScanTask(slices.drop(half), winningNumber);
      later.fork();
      return new ScanTask(slices.take(half), winningNumber).compute().append(later.join());
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
