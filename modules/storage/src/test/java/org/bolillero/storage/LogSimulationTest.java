package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Histories;
import org.bolillero.simulation.Sabotage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs histories of the log, each from a seed. {@code -Dbolillero.histories=N} runs that many,
 * {@code -Dbolillero.seed=N} the one with that seed, both together that many from that seed on.
 */
class LogSimulationTest {
  private static final long SEED = Long.getLong("bolillero.seed", 1);
  private static final long HISTORIES =
      Long.getLong("bolillero.histories", Long.getLong("bolillero.seed") == null ? 4000 : 1);

  private static final int HISTORIES_TO_CATCH_A_FAULT = 200_000;

  /**
   * CLEAR_ONLY_WHAT_IS_NOT_CLEAR shows in about one history of 30,000, and in one soon after this.
   */
  private static final long SEED_TO_CATCH_A_FAULT = 67_400;

  @Test
  void whatTheLogHasPromisedSurvivesEveryHistory() {
    long start = System.nanoTime();
    Tally tally = new Tally();
    Histories.run(
        SEED,
        HISTORIES,
        "modules/storage",
        LogSimulationTest.class,
        seed -> new LogHistory(Choices.seeded(seed), FaultyFolder::new, tally).run());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%,d histories of the log from seed %d in %d ms: %s%n",
        HISTORIES, SEED, time.toMillis(), tally);
    if (HISTORIES >= 1000) {
      assertTrue(tally.sawEverything(), tally::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultIsCaught(Sabotage fault) {
    Histories.catchFault(
        fault,
        SEED_TO_CATCH_A_FAULT,
        HISTORIES_TO_CATCH_A_FAULT,
        seed -> new LogHistory(Choices.seeded(seed), fault::on, new Tally()).run());
  }
}
