package org.bolillero.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs rounds of a randomised test, several at once. A failure names the seed of its round and the
 * command that repeats it: {@code -Dbolillero.seed=N} is that round alone, {@code
 * -Dbolillero.rounds=N} are more of them.
 */
final class Rounds {
  private static final int AT_ONCE = 6;

  /** A round whose random choices all come from one seed. */
  interface Round {
    void run(long seed) throws Exception;
  }

  private Rounds() {}

  /** Runs the rounds, and returns whether they were enough for everything to have happened. */
  static boolean run(Class<?> test, int roundsDefault, Round round) throws Exception {
    Long given = Long.getLong("bolillero.seed");
    long first = given == null ? new SplittableRandom().nextLong() : given;
    int rounds = Integer.getInteger("bolillero.rounds", given == null ? roundsDefault : 1);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      try {
        for (int i = 0; i < rounds; i++) {
          long seed = first + i;
          running.add(
              threads.submit(() -> {
                run(test, seed, round);
                return true;
              }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      } catch (ExecutionException e) {
        throw new AssertionError(e.getMessage(), e.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
    return rounds >= roundsDefault;
  }

  private static void run(Class<?> test, long seed, Round round) throws InterruptedException {
    try {
      round.run(seed);
    } catch (Throwable failure) {
      throw new AssertionError(
          ("repeat it with: mvn -pl tests-integration -am test -Dtest=%s"
                  + " -Dsurefire.failIfNoSpecifiedTests=false -Dbolillero.seed=%d")
              .formatted(test.getSimpleName(), seed),
          failure);
    }
  }
}
