package org.bolillero.bench;

import org.HdrHistogram.Histogram;

/**
 * How fast an agency sends, and by that, from when on an acknowledgement counts as late.
 *
 * <table>
 * <caption>Paces, and how a stall of the office is not left out</caption>
 * <tr><td>one at a time</td><td>From the write to the answer. While an agency waits longer than
 * usual it does not send what it would have sent, so those are added: one for each median wait that
 * the long one took ({@link Histogram#copyCorrectedForCoordinatedOmission}).</td></tr>
 * <tr><td>limited</td><td>From when the batch was due. A sender that is held up catches up, and all
 * that it was late counts.</td></tr>
 * <tr><td>as fast as it goes</td><td>From the start of the write that the batch is part of: the time
 * in which the office takes nothing counts. This shows how much is on the way, not how quick the
 * office is.</td></tr>
 * </table>
 *
 * @param isOneAtATime whether an agency waits for each answer
 * @param betsPerSecond the limit for one agency, or 0 if there is none
 */
record Pace(boolean isOneAtATime, double betsPerSecond) {
  boolean isLimited() {
    return betsPerSecond > 0;
  }

  /** How long so many bets take at the limit. */
  long nanosFor(long bets) {
    return (long) (bets / betsPerSecond * 1e9);
  }

  /** What was recorded, together with what a stall has kept from being sent. */
  Histogram corrected(Histogram recorded) {
    return isOneAtATime
        ? recorded.copyCorrectedForCoordinatedOmission(
            Math.max(1, recorded.getValueAtPercentile(50)))
        : recorded;
  }
}
