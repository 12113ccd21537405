package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs many histories. {@code -Dbolillero.seed=N} runs the one with that seed, {@code
 * -Dbolillero.histories=N} that many.
 */
class LogSimulationTest {
  private static final long HISTORIES = Long.getLong("bolillero.histories", 10_000);
  private static final long FIRST_SEED = Long.getLong("bolillero.seed", 1);
  private static final boolean ONE = Long.getLong("bolillero.seed") != null;

  @Test
  void whatTheLogHasPromisedSurvivesEveryHistory() {
    long start = System.nanoTime();
    Tally tally = new Tally();
    long histories = ONE ? Long.getLong("bolillero.histories", 1) : HISTORIES;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + histories; seed++) {
      try {
        new LogHistory(Choices.seeded(seed), FaultyFiles::new, tally).run();
      } catch (AssertionError | RuntimeException e) {
        fail(
            "broken promise in the history with seed %d; again: mvn -pl modules/storage test -Dtest=LogSimulationTest -Dbolillero.seed=%d"
                .formatted(seed, seed),
            e);
      }
    }
    System.out.printf(
        "%,d histories of the log from seed %d in %d ms: %s%n",
        histories, FIRST_SEED, Duration.ofNanos(System.nanoTime() - start).toMillis(), tally);
  }

  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultIsCaught(Sabotage sabotage) {
    for (long seed = 1; seed <= 200_000; seed++) {
      try {
        new LogHistory(Choices.seeded(seed), sabotage::on, new Tally()).run();
      } catch (AssertionError | RuntimeException e) {
        System.out.printf("%s is caught by seed %d: %s%n", sabotage, seed, e);
        return;
      }
    }
    fail(sabotage + " was not caught");
  }
}
