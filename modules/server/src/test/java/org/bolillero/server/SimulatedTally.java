package org.bolillero.server;

/** What happened in many histories of an office, to see that they are worth something. */
final class SimulatedTally {
  int powerCuts;
  int kills;
  int stops;
  int logFailures;
  int losses;
  long steps;

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    return Math.min(Math.min(powerCuts, kills), Math.min(Math.min(stops, logFailures), losses))
        > 50;
  }

  @Override
  public String toString() {
    return "%,d power cuts, %,d kills, %,d stops, %,d failures of the log, %,d lost connections, %,d steps"
        .formatted(powerCuts, kills, stops, logFailures, losses, steps);
  }
}
