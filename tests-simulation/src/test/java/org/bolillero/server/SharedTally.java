package org.bolillero.server;

import org.bolillero.kafka.SimulatedWorld;

/**
 * What happened in many histories of offices that share their logs, to see that they are worth
 * something.
 *
 * @param misfortunes what happened to offices and brokers
 * @param draws what stands on the records of the draws
 */
record SharedTally(org.bolillero.kafka.SimulatedTally misfortunes, SimulatedTally draws) {
  /** In a few hundred histories. */
  private static final int OFTEN = 10;

  SharedTally() {
    this(new org.bolillero.kafka.SimulatedTally(), new SimulatedTally());
  }

  /** A history is over. */
  void add(SimulatedWorld world, CommonLog log) {
    misfortunes.add(world);
    log.record().tell(draws);
    log.claims().stream()
        .filter(SimulatedClaims::isLate)
        .forEach(_ -> draws.count(SimulatedTally.Happened.LATE));
  }

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    return misfortunes.sawMisfortunes() && draws.sawEveryStep(OFTEN);
  }

  @Override
  public String toString() {
    return misfortunes.misfortunes() + ", " + draws.steps();
  }
}
