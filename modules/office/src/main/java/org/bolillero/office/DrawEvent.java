package org.bolillero.office;

import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.eclipse.collections.api.list.ImmutableList;

/** What can happen to a draw, as it stands in the log. */
@SuppressWarnings("doclint:missing") // The components are named for what they are.
public sealed interface DrawEvent {

  /** An agency's bets, which follow all bets of that agency before. */
  record Bets(int agency, BetBatch bets) implements DrawEvent {}

  /** An agency has said that these are all of its bets. */
  record Finished(AgencyTotal total) implements DrawEvent {}

  /**
   * All expected agencies have finished: these are the bets of the draw, by agency in ascending
   * order. Written before the winning number is used.
   */
  record Sealed(ImmutableList<AgencyTotal> totals) implements DrawEvent {}

  /**
   * The draw was held, and had so many {@code winners}. The digest is {@link
   * org.bolillero.lottery.Winners#digest}.
   */
  record Drawn(int winningNumber, long winners, Digest digest) implements DrawEvent {}

  /** How many bets an agency has, and their digest. */
  record AgencyTotal(int agency, long bets, Digest digest) {}
}
