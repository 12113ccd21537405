package org.bolillero.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A time that passes when nobody has anything else to do. For threads of which one runs at a time.
 */
final class SimulatedTime implements InstantSource {
  private final List<Waiting> waiting = new ArrayList<>();
  private long nowNanos;

  /**
   * Somebody who goes on when it is time, or earlier if something happens to what is waited for.
   */
  private record Waiting(Thread thread, Object what, long untilNanos) {}

  long nanoTime() {
    return nowNanos;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nowNanos);
  }

  /** Lets the calling thread wait. */
  void sleep(Duration time) {
    await(this, () -> false, time);
  }

  /** Waits until something is so, or until time is up. */
  void await(Object what, BooleanSupplier condition, Duration max) {
    Waiting me = new Waiting(Thread.currentThread(), what, nowNanos + max.toNanos());
    while (!condition.getAsBoolean() && nowNanos < me.untilNanos) {
      waiting.add(me);
      LockSupport.park();
      waiting.remove(me);
    }
  }

  /** Lets all look again who wait for something. */
  void wake(Object what) {
    for (Waiting each : waiting) {
      if (each.what.equals(what)) {
        LockSupport.unpark(each.thread);
      }
    }
  }

  /**
   * Lets time pass until somebody's wait is over, and at least so much; false if nobody waits for
   * the time.
   */
  boolean pass(Duration min) {
    long next = Long.MAX_VALUE;
    for (Waiting each : waiting) {
      next = Math.min(next, each.untilNanos);
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    nowNanos = Math.max(next, nowNanos + min.toNanos());
    // Who was killed would be the next one for ever.
    waiting.removeIf(each -> {
      boolean isTime = each.untilNanos <= nowNanos;
      if (isTime) {
        LockSupport.unpark(each.thread);
      }
      return isTime;
    });
    return true;
  }
}
