package org.bolillero.server;

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
  private final Condition changed = lock.newCondition();

  // Guarded by lock. Set once.
  private @Nullable Winners winners;

  /** Tells everybody. */
  void publish(Winners result) {
    lock.lock();
    try {
      winners = result;
      changed.signalAll();
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
   */
  Optional<Winners> await(BooleanSupplier stopWaiting) {
    lock.lock();
    try {
      while (winners == null && !stopWaiting.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(winners);
    } finally {
      lock.unlock();
    }
  }

  /** Lets those who wait look at their conditions again. */
  void recheck() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
