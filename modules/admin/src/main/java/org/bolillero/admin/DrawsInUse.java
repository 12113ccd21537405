package org.bolillero.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bolillero.office.DecisionException;
import org.bolillero.storage.LogException;

/** Lets many use the draws at the same time, until the end, which waits for them. Thread-safe. */
final class DrawsInUse {
  /** Held by those who use them for reading, and by the end, which never gives it back. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Uses the draws. */
  @FunctionalInterface
  interface Use<T> {
    T run() throws RefusedRequestException, DecisionException, LogException, InterruptedException;
  }

  /** Uses them now; refuses if they are not to be used any more. */
  <T> T using(Use<T> use)
      throws RefusedRequestException, DecisionException, LogException, InterruptedException {
    if (!lock.readLock().tryLock()) {
      throw RefusedRequestException.busy("the office is stopping");
    }
    try {
      return use.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Looks at them now; nothing if they are not to be used any more. */
  <T> Optional<T> look(Supplier<T> look) {
    if (!lock.readLock().tryLock()) {
      return Optional.empty();
    }
    try {
      return Optional.of(look.get());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Lets nobody use them any more, and waits until nobody does.
   *
   * @return whether nobody does
   */
  boolean close(Duration limit) {
    try {
      return lock.writeLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
