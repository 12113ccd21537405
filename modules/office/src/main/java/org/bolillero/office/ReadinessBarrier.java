package org.bolillero.office;

import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * The agencies that a draw waits for, and those that have arrived. Trips exactly once, with the
 * last of them. Thread-safe.
 */
final class ReadinessBarrier {
  private final ImmutableIntSet expected;

  /** Guarded by this. */
  private final MutableIntSet arrived = IntSets.mutable.empty();

  ReadinessBarrier(ImmutableIntSet expected) {
    this.expected = expected;
  }

  /**
   * What an arrival has changed.
   *
   * @param progress how many agencies have arrived with it; no two new arrivals get the same
   * @param isNew whether the agency had not arrived before
   */
  record Arrival(DrawAnswer.Progress progress, boolean isNew) {

    /** True for exactly one arrival: that of the last agency. */
    boolean trips() {
      return isNew && progress.finished() == progress.expected();
    }
  }

  /** Notes that an agency has arrived. Repeating it changes nothing. */
  synchronized Arrival arrive(int agency) {
    boolean isNew = expected.contains(agency) && arrived.add(agency);
    return new Arrival(progress(), isNew);
  }

  /** Whether all agencies have arrived. */
  synchronized boolean isComplete() {
    return arrived.size() == expected.size();
  }

  /** How many agencies have arrived. */
  synchronized DrawAnswer.Progress progress() {
    return new DrawAnswer.Progress(arrived.size(), expected.size());
  }
}
