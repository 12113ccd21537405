package org.bolillero.office;

/**
 * Where an agency of a draw stands.
 *
 * @param agency the agency
 * @param state whether the draw still waits for it
 * @param bets how many bets it has in the draw, of which the last may not be durable yet
 */
public record AgencyStatus(int agency, State state, long bets) {
  /** Whether a draw waits for an agency. */
  public enum State {
    /** It has not said that these are all. */
    OPEN,
    /** It has said so. */
    FINISHED,
    /** An official has decided that the draw does not wait for it. */
    EXCUSED
  }
}
