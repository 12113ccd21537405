package org.bolillero.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.bolillero.simulation.SimulatedDisk.Trouble;

/**
 * What goes wrong in one life of a process: a power cut at one of its calls, failing calls, or
 * nothing. Also runs background tasks between any two calls, as another thread would.
 */
public final class Troubles implements Trouble, Background {
  private static final int NEVER = 0;

  private final Choices choices;
  private final Queue<Runnable> background = new ArrayDeque<>();
  private boolean inBackground;
  private int callsUntilCut;
  private int forcesUntilCut;
  private int callsUntilFailure;
  private int forcesUntilFailure;

  /** No troubles yet. */
  public Troubles(Choices choices) {
    this.choices = choices;
  }

  /** Plans the next life. */
  public void plan() {
    calm();
    int calls = choices.oneIn(2) ? 14 : 60;
    switch (choices.below(4)) {
      case 0 -> callsUntilCut = 1 + choices.below(calls);
      case 1 -> forcesUntilCut = 1 + choices.below(calls / 3);
      default -> {}
    }
    switch (choices.below(4)) {
      case 0 -> callsUntilFailure = 1 + choices.below(calls);
      case 1 -> forcesUntilFailure = 1 + choices.below(calls / 3);
      default -> {}
    }
  }

  /** Plans a life in which at most one thing goes wrong, early on. */
  public void planEarly() {
    calm();
    switch (choices.below(3)) {
      case 0 -> forcesUntilCut = 1 + choices.below(5);
      case 1 -> forcesUntilFailure = 1;
      default -> {}
    }
  }

  /** Nothing goes wrong in the next life. */
  public void calm() {
    background.clear();
    inBackground = false;
    callsUntilCut = NEVER;
    forcesUntilCut = NEVER;
    callsUntilFailure = NEVER;
    forcesUntilFailure = NEVER;
  }

  @Override
  public Outcome meet(Call call) {
    // The writer waits for a segment after it has closed the one before.
    if (!inBackground && (call == Call.CLOSE || choices.oneIn(4))) {
      finish();
    }
    boolean isForce = call == Call.FORCE || call == Call.FORCE_NAMES;
    boolean cut = callsUntilCut != NEVER && --callsUntilCut == NEVER;
    cut |= isForce && forcesUntilCut != NEVER && --forcesUntilCut == NEVER;
    if (cut) {
      return choices.oneIn(2) ? Outcome.CUT_BEFORE : Outcome.CUT_AFTER;
    }
    boolean fail = callsUntilFailure != NEVER && --callsUntilFailure == NEVER;
    fail |= isForce && forcesUntilFailure != NEVER && --forcesUntilFailure == NEVER;
    if (fail) {
      // Troubles seldom come alone.
      callsUntilFailure = choices.oneIn(4) ? 1 + choices.below(8) : NEVER;
      return call == Call.WRITE && choices.oneIn(2) ? Outcome.SHORT : Outcome.FAILED;
    }
    return Outcome.DONE;
  }

  @Override
  public void execute(Runnable task) {
    background.add(task);
  }

  @Override
  public void finish() {
    inBackground = true;
    while (!background.isEmpty()) {
      background.remove().run();
    }
    inBackground = false;
  }
}
