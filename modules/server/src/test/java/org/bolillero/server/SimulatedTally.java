package org.bolillero.server;

import java.util.stream.Stream;
import org.eclipse.collections.api.bag.MutableBag;
import org.eclipse.collections.impl.factory.Bags;

/** What happened in many histories of an office, to see that they are worth something. */
final class SimulatedTally {
  int powerCuts;
  int kills;
  int stops;
  int logFailures;
  int losses;
  long steps;

  /** What stands on the records of the draws, and how many agencies came late. */
  private final MutableBag<Happened> happened = Bags.mutable.empty();

  /** What can happen in the life of a draw. */
  enum Happened {
    CLOSED_BY_THE_CLOCK,
    CLOSED_BY_AN_OFFICIAL,
    CLOSED_AS_ALL_HAD_FINISHED,
    LATE,
    EXCUSED,
    ENTERED_IN_VAIN,
    CORRECTED
  }

  void count(Happened what) {
    happened.add(what);
  }

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    return Math.min(Math.min(powerCuts, kills), Math.min(Math.min(stops, logFailures), losses)) > 50
        && sawEveryStep(50);
  }

  /** Whether all that can happen in the life of a draw has happened more often than that. */
  boolean sawEveryStep(int often) {
    return Stream.of(Happened.values()).allMatch(each -> happened.occurrencesOf(each) > often);
  }

  String steps() {
    return happened.toStringOfItemToCount();
  }

  @Override
  public String toString() {
    return "%,d power cuts, %,d kills, %,d stops, %,d failures of the log, %,d lost connections, %,d steps, %s"
        .formatted(
            powerCuts, kills, stops, logFailures, losses, steps, happened.toStringOfItemToCount());
  }
}
