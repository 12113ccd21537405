package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it. */
class DemoIT {
  private static final int SIGTERM_CODE = 143;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void theDemoOfTwoHundredAgenciesHoldsOneDraw() throws Exception {
    Running demo = programs.run("demo", "--agencies", "200", "--bets", "20000");
    assertEquals(0, demo.exitCode(), demo.err());
    assertTrue(demo.out().contains("\n     all      20000 "), demo.out());
    assertEquals(1, demo.count("action: excusa | result: success | sorteo: 1 | agencia: 200 "));
    // Nothing else needs anybody's attention, unless the machine was too slow for the closing time.
    List<String> others =
        demo.err()
            .lines()
            .filter(line -> !line.matches(".* action: (excusa|cierre) .*|.* motivo: CLOSED.*"))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void aDemoThatIsInterruptedLeavesNothingBehind() throws Exception {
    Leftovers leftovers = Leftovers.in(folder);
    Running demo =
        programs.start(leftovers.surroundings(), "demo", "--bets=5000", "--sales-seconds=3600");
    await().until(() -> demo.out().contains("until the clock closes them") || !demo.isAlive());
    assertTrue(demo.isAlive(), demo.err());
    demo.terminate();
    assertEquals(SIGTERM_CODE, demo.exitCode(), demo.err());
    leftovers.assertNone();
  }
}
