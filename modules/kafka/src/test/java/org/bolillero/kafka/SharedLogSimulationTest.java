package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Histories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs histories of offices that share their logs, each from a seed. {@code
 * -Dbolillero.histories=N} runs that many, {@code -Dbolillero.seed=N} the one with that seed, both
 * together that many from that seed on.
 */
class SharedLogSimulationTest {
  private static final long SEED = Long.getLong("bolillero.seed", 1);
  private static final long HISTORIES =
      Long.getLong("bolillero.histories", Long.getLong("bolillero.seed") == null ? 300 : 1);

  private static final int HISTORIES_TO_CATCH_A_FAULT = 20_000;

  @Test
  void p13WhatWasAcknowledgedIsInEveryLaterLeadersLogInEveryHistory() {
    SimulatedTally tally = run(SEED, HISTORIES);
    if (HISTORIES >= 300) {
      assertTrue(tally.sawEverything(), tally::toString);
    }
  }

  /** Other ones each time. */
  @Tag("long")
  @Test
  void p13AndInEveryOneOfManyMore() {
    long seed = Long.getLong("bolillero.seed", new SplittableRandom().nextLong(1L << 40));
    run(seed, Long.getLong("bolillero.histories", 20_000));
  }

  private static SimulatedTally run(long from, long histories) {
    long start = System.nanoTime();
    SimulatedTally tally = new SimulatedTally();
    Histories.run(
        from,
        histories,
        "modules/kafka",
        SharedLogSimulationTest.class,
        seed -> new SharedLogHistory(Choices.seeded(seed), SimulatedFault.NONE, tally).run());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%,d histories of shared logs from seed %d in %d ms: %s%n",
        histories, from, time.toMillis(), tally);
    return tally;
  }

  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultIsCaught(SharedLogFault fault) {
    Histories.catchFault(
        fault,
        1,
        HISTORIES_TO_CATCH_A_FAULT,
        seed -> new SharedLogHistory(Choices.seeded(seed), fault, new SimulatedTally()).run());
  }

  /** The same questions to chance, so everything has happened in the same order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSeedIsAlwaysTheSameHistory(long seed) {
    assertEquals(questions(seed), questions(seed));
  }

  private static List<Integer> questions(long seed) {
    return Histories.questions(
        seed,
        choices -> new SharedLogHistory(choices, SimulatedFault.NONE, new SimulatedTally()).run());
  }
}
