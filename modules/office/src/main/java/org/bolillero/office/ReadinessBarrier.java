package org.bolillero.office;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * The agencies that a draw waits for, and those that have finished. Trips exactly once, with the
 * last of them. Thread-safe.
 */
final class ReadinessBarrier {
  private final ImmutableIntSet expected;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final MutableIntSet finished = IntSets.mutable.empty();

  ReadinessBarrier(ImmutableIntSet expected) {
    this.expected = expected;
  }

  /**
   * What an arrival has changed.
   *
   * @param progress how many agencies have finished with it; no two new arrivals get the same
   * @param isNew whether the agency had not arrived before
   */
  record Arrival(DrawAnswer.Progress progress, boolean isNew) {

    /** True for exactly one arrival: the one after which the draw must be held. */
    boolean trips() {
      return isNew && progress.finished() == progress.expected();
    }
  }

  /**
   * Notes that an agency has finished, which must be durable by now. Repeating it changes nothing.
   */
  Arrival arrive(int agency) {
    lock.lock();
    try {
      boolean isNew = expected.contains(agency) && finished.add(agency);
      return new Arrival(progressNow(), isNew);
    } finally {
      lock.unlock();
    }
  }

  /** How many agencies have finished. */
  DrawAnswer.Progress progress() {
    lock.lock();
    try {
      return progressNow();
    } finally {
      lock.unlock();
    }
  }

  private DrawAnswer.Progress progressNow() {
    return new DrawAnswer.Progress(finished.size(), expected.size());
  }

  boolean expects(int agency) {
    return expected.contains(agency);
  }
}
