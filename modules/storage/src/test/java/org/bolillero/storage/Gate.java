package org.bolillero.storage;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.bolillero.simulation.SimulatedDisk.Trouble;

/** Holds up forces of a simulated disk until a test lets them go on. */
final class Gate implements Trouble {
  private static final int ALL = 1_000_000;

  private final Semaphore passes = new Semaphore(ALL);
  private final AtomicInteger begun = new AtomicInteger();
  private volatile Outcome outcome = Outcome.DONE;

  /** From now on forces wait. */
  void shut() {
    passes.drainPermits();
  }

  /** Lets all forces go on. */
  void open() {
    passes.release(ALL);
  }

  /** Lets all forces go on, and fail. */
  void openAndFail() {
    outcome = Outcome.FAILED;
    open();
  }

  /** How many forces have begun, ended or not. */
  int begun() {
    return begun.get();
  }

  @Override
  public Outcome meet(Call call) {
    if (call != Call.FORCE) {
      return Outcome.DONE;
    }
    begun.incrementAndGet();
    passes.acquireUninterruptibly();
    return outcome;
  }
}
