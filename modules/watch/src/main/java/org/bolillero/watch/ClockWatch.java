package org.bolillero.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clock on the wall with one that nobody can set. Thread-safe.
 *
 * <p>It cannot tell which of two times is right, only that somebody has changed it: for a minute it
 * says so. A clock that shows a time before the start of the office is wrong for as long as it
 * does.
 */
final class ClockWatch {
  /** What a clock may be off between two looks: clocks are adjusted all the time, a little. */
  private static final Duration JUMP = Duration.ofSeconds(2);

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** Looks come twice a second; this much later, whoever looks has stopped. */
  private static final Duration LOOK_MAX = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Instant start;

  // Guarded by this.
  private Instant lastTime;
  private long lastNanos;
  private @Nullable Jump jump;

  /** That the clock was set, by how much, and when. */
  private record Jump(Duration by, long nanos) {}

  ClockWatch(InstantSource clock, LongSupplier nanoClock) {
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.start = clock.instant();
    this.lastTime = start;
    this.lastNanos = nanoClock.getAsLong();
  }

  /** To be called about twice a second. */
  synchronized void look() {
    long nanos = nanoClock.getAsLong();
    Instant time = clock.instant();
    Duration by = Duration.between(lastTime, time).minusNanos(nanos - lastNanos);
    if (by.abs().compareTo(JUMP) >= 0) {
      jump = new Jump(by, nanos);
    }
    lastTime = time;
    lastNanos = nanos;
  }

  /** What is wrong with the clock on the wall, if that is known. */
  synchronized Optional<String> problem() {
    Jump latest = jump;
    if (clock.instant().isBefore(start.minus(JUMP))) {
      return Optional.of("it shows a time before the start of the office, at " + start);
    }
    if (latest == null || since(latest.nanos()).compareTo(REMEMBERED) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        "it was set %s by %d s, %d s ago"
            .formatted(
                latest.by().isNegative() ? "back" : "forward",
                latest.by().abs().toSeconds(),
                since(latest.nanos()).toSeconds()));
  }

  /** Whether nobody has looked for so long that the threads of the office must hang. */
  synchronized Optional<String> stillness() {
    Duration still = since(lastNanos);
    return still.compareTo(LOOK_MAX) > 0
        ? Optional.of("nothing has looked after connections for %d s".formatted(still.toSeconds()))
        : Optional.empty();
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(nanoClock.getAsLong() - nanos);
  }
}
