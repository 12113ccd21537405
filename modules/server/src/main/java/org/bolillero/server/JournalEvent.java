package org.bolillero.server;

import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.eclipse.collections.api.list.ImmutableList;

/** What can happen to a draw, as it stands in the log. */
sealed interface JournalEvent {

  /** An agency's bets, which follow all bets of that agency before. */
  record Bets(int agency, BetBatch bets) implements JournalEvent {}

  /** An agency has said that it is done. */
  record Finished(AgencyTotal total) implements JournalEvent {}

  /**
   * All expected agencies have finished: these are the bets of the draw. Written before the winning
   * number is used.
   *
   * @param totals all agencies, in ascending order
   */
  record Sealed(ImmutableList<AgencyTotal> totals) implements JournalEvent {}

  /**
   * The draw was held.
   *
   * @param winningNumber the number that was drawn
   * @param winners how many have won
   * @param digest who has won: {@link org.bolillero.lottery.Winners#digest}
   */
  record Drawn(int winningNumber, long winners, Digest digest) implements JournalEvent {}

  /**
   * All bets of an agency, summed up.
   *
   * @param agency the agency
   * @param bets how many bets
   * @param digest their digest
   */
  record AgencyTotal(int agency, long bets, Digest digest) {}
}
