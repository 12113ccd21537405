package org.bolillero.simulation;

import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.bolillero.simulation.SimulatedDisk.Trouble;

/**
 * Power cuts and failures at any call that changes something, up to a maximum of each, so that
 * {@link EveryChoice} can try them all.
 */
public final class LimitedTroubles implements Trouble {
  private final Choices choices;
  private int cutsLeft;
  private int failuresLeft;

  /** At most so many cuts and failures. */
  public LimitedTroubles(Choices choices, int cuts, int failures) {
    this.choices = choices;
    this.cutsLeft = cuts;
    this.failuresLeft = failures;
  }

  /** Whether there are cuts left. */
  public boolean mayCut() {
    return cutsLeft > 0;
  }

  /** Nothing goes wrong any more. */
  public void calm() {
    cutsLeft = 0;
    failuresLeft = 0;
  }

  @Override
  public Outcome meet(Call call) {
    return switch (call) {
      case NAMES, OPEN, READ, CLOSE -> Outcome.DONE;
      case CREATE, RENAME, DELETE, FORCE_NAMES, WRITE, FORCE -> change();
    };
  }

  private Outcome change() {
    int outcome = choices.below(1 + (cutsLeft > 0 ? 2 : 0) + (failuresLeft > 0 ? 1 : 0));
    if (outcome == 0) {
      return Outcome.DONE;
    }
    if (outcome <= 2 && cutsLeft > 0) {
      cutsLeft--;
      return outcome == 1 ? Outcome.CUT_BEFORE : Outcome.CUT_AFTER;
    }
    failuresLeft--;
    return Outcome.FAILED;
  }
}
