package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.bolillero.server.SimulatedHardware.Fault;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Histories;
import org.bolillero.simulation.Sabotage;
import org.bolillero.simulation.SimulatedMachine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs histories of an office and its agencies, each from a seed. {@code -Dbolillero.histories=N}
 * runs that many, {@code -Dbolillero.seed=N} the one with that seed, both together that many from
 * that seed on.
 */
class OfficeSimulationTest {
  private static final long SEED = Long.getLong("bolillero.seed", 1);
  private static final long HISTORIES =
      Long.getLong("bolillero.histories", Long.getLong("bolillero.seed") == null ? 1000 : 1);

  private static final int HISTORIES_TO_CATCH_A_FAULT = 20_000;

  @Test
  void p1p2p3p4p5WhatTheOfficeHasPromisedSurvivesEveryHistory() {
    long start = System.nanoTime();
    SimulatedTally tally = new SimulatedTally();
    Histories.run(
        SEED,
        HISTORIES,
        "modules/server",
        OfficeSimulationTest.class,
        seed -> run(Choices.seeded(seed), Fault.NONE, tally));
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%,d histories of an office from seed %d in %d ms: %s%n",
        HISTORIES, SEED, time.toMillis(), tally);
    if (HISTORIES >= 1000) {
      assertTrue(tally.sawEverything(), tally::toString);
    }
  }

  /** The same questions to chance, so everything has happened in the same order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSeedIsAlwaysTheSameHistory(long seed) {
    assertEquals(questions(seed), questions(seed));
  }

  private static List<Integer> questions(long seed) {
    return Histories.questions(seed, choices -> run(choices, Fault.NONE, new SimulatedTally()));
  }

  @ParameterizedTest
  @EnumSource
  void aDeliberateFaultOfTheOfficeIsCaught(SimulatedFault fault) {
    catchIt(fault, seed -> run(Choices.seeded(seed), fault, new SimulatedTally()));
  }

  /**
   * All but those that show only when a bit flips, or to somebody who reads what is being forced.
   * Histories of a log alone catch them sooner.
   */
  @Tag("long")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "PUBLISH_BEFORE_FORCE",
        "LEAVE_THE_TORN_TAIL",
        "CLEAR_ONLY_WHAT_IS_NOT_CLEAR",
        "FORGET_WHAT_WAS_DURABLE"
      })
  void aDeliberateFaultOfTheLogIsCaughtHereToo(Sabotage fault) {
    catchIt(
        fault,
        seed -> {
          Choices choices = Choices.seeded(seed);
          SimulatedMachine machine = new SimulatedMachine(choices, fault);
          new SimulatedHistory(choices, machine, Fault.NONE, new SimulatedTally()).run();
        });
  }

  private static void catchIt(Enum<?> fault, LongConsumer history) {
    Histories.catchFault(fault, 1, HISTORIES_TO_CATCH_A_FAULT, history);
  }

  private static void run(Choices choices, Fault fault, SimulatedTally tally) {
    new SimulatedHistory(choices, new SimulatedMachine(choices), fault, tally).run();
  }
}
