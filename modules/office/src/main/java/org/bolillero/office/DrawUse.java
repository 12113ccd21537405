package org.bolillero.office;

import org.bolillero.storage.LogException;

/**
 * What an official does with a draw.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface DrawUse<T> {
  /**
   * Does it.
   *
   * @param draw the draw, which stays open meanwhile
   * @return what has come of it
   * @throws DecisionException if it cannot be done
   * @throws LogException if the log of the draw has failed
   */
  T with(Draw draw) throws DecisionException, LogException;
}
