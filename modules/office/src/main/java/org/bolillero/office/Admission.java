package org.bolillero.office;

/** Whether an office has room for another draw. */
@FunctionalInterface
public interface Admission {
  /**
   * Checks the room.
   *
   * @param terms those of the draw that somebody wants to open
   * @param agencies how many agencies the draws that are not over wait for, without this one's
   * @throws DecisionException if there is not enough room; the message names the setting
   */
  void check(DrawTerms terms, int agencies) throws DecisionException;
}
