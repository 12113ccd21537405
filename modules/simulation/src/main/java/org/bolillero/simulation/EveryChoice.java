package org.bolillero.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Tries every possible combination of answers, one for each run. It works like the wheels of a
 * counter: each question of a run is a wheel, and {@link #next} turns the last one that can still
 * be turned.
 */
public final class EveryChoice implements Choices {
  private final List<Integer> taken = new ArrayList<>();
  private final List<Integer> bounds = new ArrayList<>();
  private int asked;

  /** Starts with the first combination. */
  public EveryChoice() {}

  @Override
  public int below(int bound) {
    if (asked == taken.size()) {
      taken.add(0);
      bounds.add(bound);
    }
    if (bounds.get(asked) != bound) {
      throw new AssertionError("the run asked other questions than before: it is not repeatable");
    }
    return taken.get(asked++);
  }

  /** Tries both answers, however unlikely one of them is. */
  @Override
  public boolean oneIn(int bound) {
    return below(2) == 0;
  }

  /** Prepares the next run. Returns false when every combination has been tried. */
  public boolean next() {
    asked = 0;
    while (!taken.isEmpty()) {
      int last = taken.size() - 1;
      if (taken.get(last) + 1 < bounds.get(last)) {
        taken.set(last, taken.get(last) + 1);
        return true;
      }
      taken.removeLast();
      bounds.removeLast();
    }
    return false;
  }

  /** The combination of this run, for messages. */
  @Override
  public String toString() {
    return "choices " + taken;
  }
}
