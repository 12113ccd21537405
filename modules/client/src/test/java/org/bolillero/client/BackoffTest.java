package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The longest pause that there can be, always. */
  private static final RandomGenerator LONGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void pausesDoubleUpToTheCeilingAndEndWhenTheLimitIsReached() {
    Backoff backoff = new Backoff(1, LIMIT, now::get, LONGEST);
    assertEquals(
        List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 5000L, 3700L),
        pausesOf(backoff));
  }

  @Test
  void pausesAreRandomBelowTheirCeilings() {
    long seed = System.nanoTime();
    List<Long> pauses = pausesOf(new Backoff(1, LIMIT, now::get, new Random(seed)));
    List<Long> others = pausesOf(new Backoff(1, LIMIT, now::get, new Random(seed + 1)));
    assertNotEquals(pauses, others, () -> "seed " + seed);
    for (List<Long> each : List.of(pauses, others)) {
      long sum = each.stream().mapToLong(pause -> pause).sum();
      assertTrue(sum <= LIMIT.toMillis() && sum > LIMIT.toMillis() - each.size(), each::toString);
      long ceiling = 100;
      for (long pause : each) {
        assertTrue(pause >= 0 && pause <= ceiling, () -> "seed " + seed + ": " + each);
        ceiling = Math.min(2 * ceiling, 5000);
      }
    }
  }

  @Test
  void afterProgressTheNextFailureIsTheFirst() {
    Backoff backoff = new Backoff(1, LIMIT, now::get, LONGEST);
    for (int i = 0; i < 100; i++) {
      assertEquals(Optional.of(Duration.ofMillis(100)), backoff.afterFailure());
      now.addAndGet(Duration.ofHours(1).toNanos());
      backoff.progress();
    }
  }

  @Test
  void timeThatAConnectionTookCountsTowardsTheLimit() {
    Backoff backoff = new Backoff(1, LIMIT, now::get, LONGEST);
    backoff.afterFailure();
    now.addAndGet(LIMIT.toNanos());
    assertEquals(Optional.empty(), backoff.afterFailure());
  }

  @Test
  void betweenTheOfficesOfARoundThereIsNoPauseAndARoundIsOneFailure() {
    Backoff backoff = new Backoff(3, LIMIT, now::get, LONGEST);
    for (long ceiling : new long[] {100, 200, 400}) {
      assertEquals(Optional.of(Duration.ZERO), backoff.afterFailure());
      assertEquals(Optional.of(Duration.ZERO), backoff.afterFailure());
      assertEquals(Optional.of(Duration.ofMillis(ceiling)), backoff.afterFailure());
    }
  }

  @Test
  void afterProgressARoundBeginsAnew() {
    Backoff backoff = new Backoff(2, LIMIT, now::get, LONGEST);
    backoff.afterFailure();
    backoff.progress();
    assertEquals(Optional.of(Duration.ZERO), backoff.afterFailure());
    assertEquals(Optional.of(Duration.ofMillis(100)), backoff.afterFailure());
  }

  @Test
  void allOfficesAreTriedBeforeItGivesUp() {
    Backoff backoff = new Backoff(2, LIMIT, now::get, LONGEST);
    backoff.afterFailure();
    now.addAndGet(LIMIT.toNanos());
    assertEquals(Optional.empty(), backoff.afterFailure());
    backoff = new Backoff(2, Duration.ZERO, now::get, LONGEST);
    assertEquals(Optional.of(Duration.ZERO), backoff.afterFailure());
    assertEquals(Optional.empty(), backoff.afterFailure());
  }

  @Test
  void aLimitOfZeroMeansNeverAgain() {
    assertEquals(Optional.empty(), new Backoff(1, Duration.ZERO, now::get, LONGEST).afterFailure());
  }

  /** The pauses in milliseconds until it gives up, each of them taken. */
  private List<Long> pausesOf(Backoff backoff) {
    List<Long> pauses = new ArrayList<>();
    for (Optional<Duration> pause = backoff.afterFailure();
        pause.isPresent();
        pause = backoff.afterFailure()) {
      pauses.add(pause.get().toMillis());
      now.addAndGet(pause.get().toNanos());
    }
    return pauses;
  }
}
