package org.bolillero.office;

import org.bolillero.storage.LogException;

/** Where agencies find the draw that they want to take part in. */
public interface DrawFinder {
  /** What a HELLO says that means the draw that is open. */
  int THE_OPEN_ONE = 0;

  /**
   * Finds a draw, which stays open at least until the lease is closed.
   *
   * @param number the number of the draw, or {@link #THE_OPEN_ONE}
   * @return the draw
   * @throws RefusalException if there is no such draw, or it cannot be opened now
   * @throws LogException if its log cannot be used
   */
  Lease find(int number) throws RefusalException, LogException;

  /** {@return how many agencies the draws wait for that are not over} */
  int agencies();

  /**
   * A draw that somebody uses.
   *
   * @param draw the draw
   * @param end ends the use; more than once does no harm
   */
  record Lease(Draw draw, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
