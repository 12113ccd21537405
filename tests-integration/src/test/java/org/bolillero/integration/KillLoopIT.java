package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the server and of the agencies, again and again, at random moments. */
class KillLoopIT {
  private static final int SERVER_KILLS_DURING_THE_INTAKE = 5;
  private static final int MANY_SERVER_KILLS_DURING_THE_INTAKE = 25;
  private static final int SERVER_KILLS_AROUND_THE_DRAW = 2;
  private static final int ANSWERS_MAX = 9;
  private static final Duration TICK = Duration.ofMillis(2);

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p1p2p4EveryBetIsStoredOnceAndDrawnOnceAlthoughAllAreKilled() throws Exception {
    killAllTheTime(SERVER_KILLS_DURING_THE_INTAKE);
  }

  @Tag("long")
  @Test
  void p1p2p4AndHoweverOftenAllAreKilled() throws Exception {
    killAllTheTime(MANY_SERVER_KILLS_DURING_THE_INTAKE);
  }

  private void killAllTheTime(int kills) throws Exception {
    AgencyFiles files = AgencyFiles.realOrGenerated(programs, folder.resolve("bets"));
    Seed.run(random -> killAllTheTime(files, kills, random));
  }

  private void killAllTheTime(AgencyFiles files, int kills, RandomGenerator random)
      throws Exception {
    Intake intake = new Intake(programs, files, folder.resolve("office"), 1);
    intake.startAgencies();
    for (int kill = 1; kill <= kills; kill++) {
      Running server = serve(intake);
      awaitSomeMoment(server, random);
      if (kill % 5 < 2) {
        intake.killAgency(random.nextInt(1, files.agencies() + 1));
      }
      server.kill();
      assertTrue(intake.isGoingOn(), "the intake was over at kill " + kill);
    }
    for (int kill = 1; kill <= SERVER_KILLS_AROUND_THE_DRAW; kill++) {
      Running server = serve(intake);
      await().atMost(Programs.PATIENCE).pollInterval(TICK).until(intake::isAtTheDraw);
      pause(random, 20);
      server.kill();
    }
    serve(intake);
    intake.complete(Surroundings.PLAIN);
  }

  private static Running serve(Intake intake) throws Exception {
    return intake.serve(Surroundings.PLAIN, "--segment-bytes", "262144");
  }

  /**
   * Sometimes while the server starts, mostly in the middle of the intake, and never after more
   * than some answers: however fast the server is, the intake must outlast all the kills.
   */
  private static void awaitSomeMoment(Running server, RandomGenerator random) {
    long startNanos = System.nanoTime();
    boolean isEarly = random.nextInt(4) == 0;
    int answers = isEarly ? ANSWERS_MAX : random.nextInt(1, ANSWERS_MAX);
    long nanosMax = isEarly ? Duration.ofMillis(random.nextInt(700)).toNanos() : Long.MAX_VALUE;
    await()
        .atMost(Programs.PATIENCE)
        .pollInterval(TICK)
        .until(() ->
            server.count(Intake.STORED) >= answers || System.nanoTime() - startNanos >= nanosMax);
  }

  private static void pause(RandomGenerator random, int millisMax) {
    await().pollDelay(Duration.ofMillis(random.nextInt(millisMax))).until(() -> true);
  }
}
