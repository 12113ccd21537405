package org.bolillero.storage;

import java.util.stream.IntStream;

/** What happened in many histories, to see that they are worth something. */
final class Tally {
  int powerCuts;
  int restarts;
  int logFailures;
  int warnings;
  int tornTails;
  int damages;
  int refusals;
  long promised;

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    return IntStream.of(
                powerCuts, restarts, logFailures, warnings, tornTails, refusals, damages - refusals)
            .min()
            .orElseThrow()
        > 50;
  }

  @Override
  public String toString() {
    return ("%,d power cuts, %,d other restarts, %,d failures of the log, %,d warnings, "
            + "%,d torn tails, %,d damages of which %,d were refused, %,d entries promised")
        .formatted(
            powerCuts, restarts, logFailures, warnings, tornTails, damages, refusals, promised);
  }
}
