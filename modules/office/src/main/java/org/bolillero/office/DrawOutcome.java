package org.bolillero.office;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.bolillero.lottery.Winners;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions wait for the winners, each until they are there or until it has to stop.
 * Thread-safe.
 */
final class DrawOutcome {
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock. The winners are set once.
  private @Nullable Winners winners;
  private final Map<Object, Condition> waiting = new LinkedHashMap<>(); // First come, first served.

  /** Gives the winners to everybody who waits or asks. */
  void publish(Winners result) {
    lock.lock();
    try {
      winners = result;
      waiting.values().forEach(Condition::signal);
    } finally {
      lock.unlock();
    }
  }

  /** The winners, if the draw was held. */
  Optional<Winners> now() {
    lock.lock();
    try {
      return Optional.ofNullable(winners);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the winners, or until the condition holds, which is looked at after each {@link
   * #recheck}.
   *
   * @param waiter who waits, for {@code recheck}
   */
  Optional<Winners> await(Object waiter, BooleanSupplier stopWaiting) {
    lock.lock();
    try {
      Condition changed = lock.newCondition();
      waiting.put(waiter, changed);
      while (winners == null && !stopWaiting.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
      waiting.remove(waiter);
      return Optional.ofNullable(winners);
    } finally {
      lock.unlock();
    }
  }

  /** Lets one of those who wait look at its condition again; leaves all others alone. */
  void recheck(Object waiter) {
    lock.lock();
    try {
      Condition changed = waiting.get(waiter);
      if (changed != null) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
