package org.bolillero.storage;

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

  @Override
  public String toString() {
    return ("%,d power cuts, %,d other restarts, %,d failures of the log, %,d warnings, "
            + "%,d torn tails, %,d damages of which %,d were refused, %,d entries promised")
        .formatted(
            powerCuts, restarts, logFailures, warnings, tornTails, damages, refusals, promised);
  }
}
