package org.bolillero.admin;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many large answers are in memory: clients that ask for many and read none of them must
 * not fill it. Small answers need no permit. Thread-safe.
 */
final class LargeAnswers {
  private final Semaphore permits;
  private final int waitSeconds;

  LargeAnswers(int max, int waitSeconds) {
    this.permits = new Semaphore(max, true);
    this.waitSeconds = waitSeconds;
  }

  /** Waits for a permit to make and send a large answer; refuses if it takes too long. */
  Permit acquire() throws RefusedRequestException, InterruptedException {
    if (!permits.tryAcquire(waitSeconds, TimeUnit.SECONDS)) {
      throw RefusedRequestException.busy("too many large answers are being read");
    }
    return new Permit();
  }

  /** The right to one answer. */
  final class Permit {
    private final AtomicBoolean isHeld = new AtomicBoolean(true);

    /** Gives it back. Idempotent. */
    void release() {
      if (isHeld.compareAndSet(true, false)) {
        permits.release();
      }
    }
  }
}
