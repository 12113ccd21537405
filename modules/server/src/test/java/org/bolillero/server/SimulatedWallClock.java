package org.bolillero.server;

import java.time.Instant;
import java.time.InstantSource;

/** What the clock on the wall shows: it goes on with the time of a simulation, and is set. */
final class SimulatedWallClock implements InstantSource, Runnable {
  /** How far it is set at most, in either direction. */
  private static final int STEP_MILLIS_MAX = 20_000;

  private final SimulatedNetwork network;
  private long aheadMillis;

  SimulatedWallClock(SimulatedNetwork network) {
    this.network = network;
  }

  @Override
  public Instant instant() {
    return OfficeSetup.CLOCK.instant().plusNanos(network.nanoTime()).plusMillis(aheadMillis);
  }

  /** Time passes while nobody does anything. */
  void passBy(int millis) {
    aheadMillis += millis;
  }

  /** Is set some times, back or forth. */
  @Override
  public void run() {
    for (int times = network.choices().below(3); times > 0; times--) {
      network.sleep(1 + network.choices().below(STEP_MILLIS_MAX));
      aheadMillis += network.choices().below(2 * STEP_MILLIS_MAX) - STEP_MILLIS_MAX;
    }
  }
}
