package org.bolillero.storage;

import org.bolillero.storage.SimulatedDisk.Call;
import org.bolillero.storage.SimulatedDisk.Outcome;
import org.bolillero.storage.SimulatedDisk.Trouble;

/**
 * Power cuts and failures at any call that changes something, up to a number of each: few enough
 * that {@link EveryChoice} can try them all.
 */
final class LimitedTroubles implements Trouble {
  private final Choices choices;
  private int cutsLeft;
  private int failuresLeft;

  LimitedTroubles(Choices choices, int cuts, int failures) {
    this.choices = choices;
    this.cutsLeft = cuts;
    this.failuresLeft = failures;
  }

  boolean mayCut() {
    return cutsLeft > 0;
  }

  /** Nothing goes wrong any more. */
  void calm() {
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
