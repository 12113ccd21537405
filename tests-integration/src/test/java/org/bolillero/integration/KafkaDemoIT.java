package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.brokers.Brokers;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The demo of two offices as people run it: the launcher names the folder of the brokers' jars. */
@Tag("kafka")
@ResourceLock("brokers")
class KafkaDemoIT {
  private static final int SIGTERM_CODE = 143;
  private static final String OFFICE_KILLED = "Office uno, which leads, is killed";

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  private Running start(Leftovers leftovers) throws IOException {
    String jars = "-D%s=%s".formatted(Brokers.JARS, System.getProperty(Brokers.JARS));
    return programs.start(
        leftovers.surroundings(jars), "demo", "--kafka", "--agencies=2", "--bets=14000");
  }

  @Test
  void aBrokerAndAnOfficeAreKilledAndNothingIsLostNorLeftBehind() throws Exception {
    Leftovers leftovers = Leftovers.in(folder);
    Running demo = start(leftovers);
    assertEquals(0, demo.exitCode(), demo::log);
    String told = demo.out();
    int end = 0;
    for (String part :
        List.of(
            "$ bolillero server --office-name=uno ",
            "$ bolillero draw open 1 --agencies 1-2\n",
            "2 agencies bring 14000 bets.",
            "Broker 1 is killed",
            OFFICE_KILLED,
            "Office dos has heard nothing of it for 10 s, and leads",
            "all 14000 bets are stored",
            "Sales are closed: all agencies",
            "     all      14000      14000 ",
            "$ bolillero log verify uno/draw-1\n",
            "verified ",
            "$ bolillero log verify dos/draw-1\n",
            "verified ",
            "the same 14000 bets",
            "    term  office ",
            "       1  uno ",
            "       2  dos ",
            "       3  uno ")) {
      int start = told.indexOf(part, end);
      assertTrue(start >= 0, () -> part + " not in\n" + told);
      end = start + part.length();
    }
    leftovers.assertNone();
  }

  @Test
  void oneThatIsInterruptedLeavesNothingBehind() throws Exception {
    Leftovers leftovers = Leftovers.in(folder);
    Running demo = start(leftovers);
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> demo.out().contains(OFFICE_KILLED) || !demo.isAlive());
    assertTrue(demo.isAlive(), demo::log);
    demo.terminate();
    assertEquals(SIGTERM_CODE, demo.exitCode(), demo::log);
    leftovers.assertNone();
  }
}
