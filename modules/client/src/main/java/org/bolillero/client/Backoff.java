package org.bolillero.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Decides how long to pause after a failure, and when to give up.
 *
 * <p>There is no pause while an office is left that has not been tried. A round of them counts as
 * one failure.
 *
 * <p>A pause is random, between zero and a ceiling that doubles with every consecutive failure, so
 * that agencies that lose an office at the same time do not all reconnect at the same time. One
 * thread asks after failures; any thread may report progress.
 */
final class Backoff {
  static final Duration CEILING_MIN = Duration.ofMillis(100);
  static final Duration CEILING_MAX = Duration.ofSeconds(5);

  private final int offices;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private Duration ceiling = CEILING_MIN;
  private int failuresInRound;
  private long failingSince;
  private volatile boolean isProgress = true;

  /**
   * Gives up when this much time has passed since the first failure after the last progress, once
   * all offices have failed.
   *
   * @param offices how many there are
   */
  Backoff(int offices, Duration limit, LongSupplier nanoTime, RandomGenerator random) {
    this.offices = offices;
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Records progress: the next failure counts as the first. */
  void progress() {
    isProgress = true;
  }

  /**
   * Records a failure, and tells how long to pause before trying again, or the next office; empty
   * to give up.
   */
  Optional<Duration> afterFailure() {
    long now = nanoTime.getAsLong();
    if (isProgress) {
      isProgress = false;
      ceiling = CEILING_MIN;
      failingSince = now;
      failuresInRound = 0;
    }
    failuresInRound++;
    if (failuresInRound < offices) {
      return Optional.of(Duration.ZERO);
    }
    failuresInRound = 0;
    Duration left = limit.minusNanos(now - failingSince);
    if (!left.isPositive()) {
      return Optional.empty();
    }
    Duration pause = Duration.ofNanos(random.nextLong(ceiling.toNanos() + 1));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(CEILING_MAX) < 0 ? doubled : CEILING_MAX;
    // The last attempt is made when the limit is reached, neither before nor long after.
    return Optional.of(pause.compareTo(left) < 0 ? pause : left);
  }
}
