package org.bolillero.server;

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
   * How far the barrier is.
   *
   * @param finished how many agencies have finished
   * @param expected how many the draw waits for
   * @param tripped true for exactly one arrival: the one after which the draw must be held
   */
  record Progress(int finished, int expected, boolean tripped) {}

  /**
   * Notes that an agency has finished, which must be durable by now. Repeating it changes nothing.
   */
  Progress arrive(int agency) {
    lock.lock();
    try {
      boolean isNew = expected.contains(agency) && finished.add(agency);
      return new Progress(
          finished.size(), expected.size(), isNew && finished.size() == expected.size());
    } finally {
      lock.unlock();
    }
  }

  /** How far the barrier is now. */
  Progress progress() {
    lock.lock();
    try {
      return new Progress(finished.size(), expected.size(), false);
    } finally {
      lock.unlock();
    }
  }

  boolean expects(int agency) {
    return expected.contains(agency);
  }
}
