package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.bolillero.kafka.SharedLogFault;
import org.bolillero.kafka.SimulatedFault;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Histories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs histories of offices that share the log of a draw, each from a seed. {@code
 * -Dbolillero.histories=N} runs that many, {@code -Dbolillero.seed=N} the one with that seed, both
 * together that many from that seed on.
 */
class SharedOfficesSimulationTest {
  private static final long SEED = Long.getLong("bolillero.seed", 1);
  private static final int HISTORIES_TO_CATCH_A_FAULT = 5_000;
  private static final int HISTORIES_OF_A_BUILD = 200;
  private static final long HISTORIES =
      Long.getLong(
          "bolillero.histories", Long.getLong("bolillero.seed") == null ? HISTORIES_OF_A_BUILD : 1);

  @Test
  void p13WhateverOfficeSaysItItStaysAndTheDrawIsHeldOnceInEveryHistory() {
    SharedTally tally = run(SEED, HISTORIES);
    if (HISTORIES >= HISTORIES_OF_A_BUILD) {
      assertTrue(tally.sawEverything(), tally::toString);
    }
  }

  /** Other ones each time. */
  @Tag("long")
  @Test
  void p13AndInEveryOneOfManyMore() {
    long seed = Long.getLong("bolillero.seed", new SplittableRandom().nextLong(1L << 40));
    run(seed, Long.getLong("bolillero.histories", 5_000));
  }

  private static SharedTally run(long from, long histories) {
    long start = System.nanoTime();
    SharedTally tally = new SharedTally();
    Histories.run(
        from,
        histories,
        "tests-simulation",
        SharedOfficesSimulationTest.class,
        seed -> new SharedOfficesHistory(Choices.seeded(seed), SharedFault.NONE, tally).run());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%,d histories of offices with shared logs from seed %d in %d ms: %s%n",
        histories, from, time.toMillis(), tally);
    return tally;
  }

  @Test
  void aFencedOfficeThatStillDrawsIsCaught() {
    catchIt("it", new SharedFault(SimulatedFault.NONE, new FencedOfficeThatDraws()));
  }

  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultOfTheSharedLogsIsCaughtHereToo(SharedLogFault fault) {
    catchIt(fault.name(), new SharedFault(fault, SimulatedHardware.Fault.NONE));
  }

  /** The import hides the other one, of what is wrong with an office and its log. */
  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultOfAnOfficeIsCaughtHereToo(org.bolillero.server.SimulatedFault fault) {
    catchIt(fault.name(), new SharedFault(SimulatedFault.NONE, fault));
  }

  private static void catchIt(String name, SharedFault fault) {
    Histories.catchFault(
        name,
        1,
        HISTORIES_TO_CATCH_A_FAULT,
        seed -> new SharedOfficesHistory(Choices.seeded(seed), fault, new SharedTally()).run());
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
        choices -> new SharedOfficesHistory(choices, SharedFault.NONE, new SharedTally()).run());
  }
}
