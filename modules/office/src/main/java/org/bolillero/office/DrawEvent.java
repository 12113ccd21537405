package org.bolillero.office;

import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.eclipse.collections.api.list.ImmutableList;

/** What can happen to a draw, as it stands in the log. */
public sealed interface DrawEvent {

  /**
   * An agency's bets, which follow all bets of that agency before.
   *
   * @param agency the agency
   * @param bets the bets
   */
  record Bets(int agency, BetBatch bets) implements DrawEvent {}

  /**
   * An agency has said that it is done.
   *
   * @param total all of its bets
   */
  record Finished(AgencyTotal total) implements DrawEvent {}

  /**
   * All expected agencies have finished: these are the bets of the draw. Written before the winning
   * number is used.
   *
   * @param totals all agencies, in ascending order
   */
  record Sealed(ImmutableList<AgencyTotal> totals) implements DrawEvent {}

  /**
   * The draw was held.
   *
   * @param winningNumber the number that was drawn
   * @param winners how many have won
   * @param digest who has won: {@link org.bolillero.lottery.Winners#digest}
   */
  record Drawn(int winningNumber, long winners, Digest digest) implements DrawEvent {}

  /**
   * All bets of an agency, summed up.
   *
   * @param agency the agency
   * @param bets how many bets
   * @param digest their digest
   */
  record AgencyTotal(int agency, long bets, Digest digest) {}
}
