package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BolilleroTest {
  @Test
  void withoutACommandItSaysWhichThereAre() {
    Run run = Run.of();
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("\nCommands:\n  demo "), run.err());
  }

  @Test
  void itKnowsItsVersion() {
    Run run = Run.of("--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("bolillero "), run.out());
  }

  @Test
  void aMistypedCommandIsRecognized() {
    assertEquals(
        "bolillero: unknown command genrate, did you mean generate?; try 'bolillero --help'\n",
        Run.of("genrate").err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo ",
        "server ",
        "agency ",
        "bet ",
        "ping ",
        "draw ",
        "draw open ",
        "draw list ",
        "draw show ",
        "draw close ",
        "draw excuse ",
        "draw number ",
        "draw correct ",
        "draw result ",
        "generate ",
        "log ",
        "log dump ",
        "metrics ",
        "metrics list "
      })
  void everyCommandHasAHelpThatFitsATerminal(String command) {
    Run run = Run.of((command + "--help").split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    assertTrue(run.out().contains("Usage: bolillero " + command), run.out());
    assertTrue(run.out().contains("\nExit codes:\n"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
  }
}
