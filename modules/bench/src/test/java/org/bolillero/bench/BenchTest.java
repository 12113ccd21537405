package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
  @ParameterizedTest
  @ValueSource(strings = {"intake", "draw", "recover", "whole", "micro"})
  void everyCommandHasHelp(String command) {
    BenchRun run = BenchRun.of(command, "--help");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("bolillero bench " + command), run.out());
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    BenchRun run = BenchRun.of();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("intake"), run.err());
  }

  @Test
  void whatContradictsItselfIsRefused() {
    BenchRun run = BenchRun.of("intake", "--rate", "5", "--one-at-a-time");
    assertEquals(2, run.exitCode());
    assertEquals("bolillero: expected --rate or --one-at-a-time, found both", run.err().strip());
  }

  @Test
  void aNumberInAListIsCheckedAsASingleOneIs() {
    BenchRun run = BenchRun.of("draw", "--bets", "1000,0");
    assertEquals(2, run.exitCode());
    assertTrue(
        run.err().startsWith("bolillero: --bets=0: expected a whole number from 1 to 1000000000"),
        run.err());
  }

  @Test
  void withoutTheLauncherNoProcessCanBeMeasured() {
    BenchRun run = BenchRun.of("whole", "--bets", "10");
    assertEquals(2, run.exitCode());
    assertEquals(
        "bolillero: expected to be started by the launcher, as ./bolillero bench",
        run.err().strip());
  }
}
