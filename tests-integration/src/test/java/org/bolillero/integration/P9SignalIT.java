package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at any moment ends a server in good order, with 0, and nothing is lost. */
@Tag("long")
class P9SignalIT {
  private static final int SIGNALS = 6;
  private static final String BEGINS = "action: config | result: success";
  private static final String LISTENS = "action: accept_connections";
  private static final String STOPPED_EARLY = "action: close | result: success | recurso: arranque";

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  /** Once or twice, from the first log line to the last winner. */
  @Test
  void aServerThatIsStoppedAgainAndAgainLosesNothingAndDrawsOnce() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 3, 60_000);
    Seed.run(random -> stopAllTheTime(files, random));
  }

  private void stopAllTheTime(AgencyFiles files, RandomGenerator random) throws Exception {
    Intake intake = new Intake(programs, files, folder.resolve("office"), 1);
    intake.startAgencies();
    for (int signal = 1; signal <= SIGNALS; signal++) {
      Running server = intake.serve(Surroundings.PLAIN);
      server.awaitLine(BEGINS);
      pause(random.nextInt(600));
      server.terminate();
      if (random.nextBoolean()) {
        pause(random.nextInt(20));
        server.terminate();
      }
      assertEquals(0, server.exitCode(), server::log);
    }
    intake.serve(Surroundings.PLAIN);
    intake.complete(Surroundings.PLAIN);
  }

  private static void pause(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
  }

  /** Interpreted code reads a log slowly enough that the signal comes meanwhile. */
  @Test
  void aServerThatIsStillRecoveringStopsAtOnceAndTheNextOneRecovers() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 1, 300_000);
    Path office = folder.resolve("office");
    Running first = programs.server("1-2", office);
    assertEquals(0, programs.agency(1, files.of(1), first.port(), "--no-wait").exitCode());
    first.terminate();
    assertEquals(0, first.exitCode());

    Surroundings slow =
        new Surroundings(List.of(), Map.of("JDK_JAVA_OPTIONS", "-Xint -XX:-UseSHA"));
    Running recovering = programs.server(slow, 0, "1-2", office);
    recovering.awaitLine(BEGINS);
    recovering.terminate();
    assertEquals(0, recovering.exitCode(), recovering::log);
    assertTrue(recovering.err().contains(STOPPED_EARLY), recovering::log);
    assertFalse(recovering.err().contains(LISTENS), recovering::log);

    Running last = programs.server("1-2", office);
    assertTrue(last.port() > 0);
    last.terminate();
    assertEquals(0, last.exitCode());
    files.assertStored(programs, Surroundings.PLAIN, office);
  }
}
