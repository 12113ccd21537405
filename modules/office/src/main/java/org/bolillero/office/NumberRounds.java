package org.bolillero.office;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * How two officials agree on a number: each enters it without seeing the other's. If the two differ
 * both enter it again, at most five times; after that they have to pause, each time twice as long.
 * Not thread-safe.
 */
final class NumberRounds {
  private static final int FREE_ROUNDS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int DOUBLINGS_MAX = 10;

  private DrawEvent.@Nullable Entered first;
  private DrawEvent.@Nullable Entered second;
  private int failed;
  private Instant lastFailure = Instant.EPOCH;

  /** Adds the number of an official who has not just entered one. */
  void add(DrawEvent.Entered entered) {
    DrawEvent.Entered before = first;
    if (before == null) {
      first = entered;
    } else if (before.number() == entered.number()
        && before.isCorrection() == entered.isCorrection()) {
      second = entered;
    } else {
      first = null;
      failed++;
      lastFailure = entered.decision().time();
    }
  }

  /** The number on which the two agree; null if they do not. */
  DrawEvent.@Nullable Numbered agreed() {
    DrawEvent.Entered one = first;
    DrawEvent.Entered other = second;
    if (one == null || other == null) {
      return null;
    }
    return new DrawEvent.Numbered(
        other.number(),
        Lists.immutable.of(one.decision().who(), other.decision().who()),
        other.decision().time(),
        reasons(one.decision().reason(), other.decision().reason()));
  }

  private static String reasons(String one, String other) {
    return one.equals(other) ? one : one + "; " + other;
  }

  boolean isHalfEntered() {
    return first != null && second == null;
  }

  /** Whether an official has entered a number that waits for somebody else's. */
  boolean isWaitingFor(String official) {
    return first != null && second == null && first.decision().who().equals(official);
  }

  /** Whether this is the number that waits for the other official's. */
  boolean isPending(DrawEvent event) {
    return second == null && event.equals(first);
  }

  /**
   * Until when the two have to pause. If the clock was set back meanwhile, by however much, they do
   * not pause longer than twice the time.
   */
  Optional<Instant> pausedUntil(Instant now) {
    if (failed < FREE_ROUNDS || first != null) {
      return Optional.empty();
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failed - FREE_ROUNDS, DOUBLINGS_MAX));
    Instant end = lastFailure.plus(pause);
    boolean isPaused = now.isBefore(end) && !now.isBefore(lastFailure.minus(pause));
    return isPaused ? Optional.of(end) : Optional.empty();
  }

  /** Begins anew. */
  void clear() {
    first = null;
    second = null;
    failed = 0;
  }
}
