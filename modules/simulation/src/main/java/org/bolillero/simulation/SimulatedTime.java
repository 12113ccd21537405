package org.bolillero.simulation;

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
public final class SimulatedTime implements InstantSource {
  /** Longer than any history. */
  public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final List<Waiting> waiting = new ArrayList<>();
  private long nowNanos;

  /**
   * Somebody who goes on when it is time, or earlier if something happens to what is waited for.
   */
  private record Waiting(Thread thread, Object what, long untilNanos) {}

  /** A time that has just begun. */
  public SimulatedTime() {}

  /** How much time has passed. */
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nowNanos);
  }

  /** Lets the calling thread wait. */
  public void sleep(Duration time) {
    await(this, () -> false, time);
  }

  /**
   * Waits until something is so, or until time is up; returns whether it is. Whoever makes it so
   * {@linkplain #wake wakes} those who wait, or unparks them.
   */
  public boolean await(Object what, BooleanSupplier condition, Duration max) {
    long maxNanos = Math.min(max.toNanos(), Long.MAX_VALUE - nowNanos);
    Waiting me = new Waiting(Thread.currentThread(), what, nowNanos + maxNanos);
    while (!condition.getAsBoolean() && nowNanos < me.untilNanos) {
      waiting.add(me);
      LockSupport.park();
      waiting.remove(me);
    }
    return condition.getAsBoolean();
  }

  /** Lets all look again who wait for something. */
  public void wake(Object what) {
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
  public boolean pass(Duration min) {
    long next = next();
    if (next == Long.MAX_VALUE) {
      return false;
    }
    passTo(Math.max(next, nowNanos + min.toNanos()));
    return true;
  }

  /** The same, unless that takes longer than this. */
  public boolean passAtMost(Duration max) {
    return next() <= nowNanos + max.toNanos() && pass(Duration.ZERO);
  }

  private long next() {
    return waiting.stream().mapToLong(Waiting::untilNanos).min().orElse(Long.MAX_VALUE);
  }

  private void passTo(long nanos) {
    nowNanos = nanos;
    // Who was killed would be the next one for ever.
    waiting.removeIf(each -> {
      boolean isTime = each.untilNanos <= nowNanos;
      if (isTime) {
        LockSupport.unpark(each.thread);
      }
      return isTime;
    });
  }
}
