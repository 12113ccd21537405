package org.bolillero.integration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the server is set back, during the intake and between two servers. */
class ClockIT {
  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p2p4AClockThatIsSetBackChangesNothing() throws Exception {
    FakeClock clock = FakeClock.right(folder);
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 3, 9_000);
    Intake intake = new Intake(programs, files, folder.resolve("office"), 1);
    Running server = intake.serve(clock.surroundings());
    // One agency after the other, so that each finds the clock as it is by then.
    intake.startAgency(1);
    awaitStored(server, today);
    clock.back(3);
    intake.startAgency(2);
    awaitStored(server, today.minusDays(3));
    server.terminate();
    assertEquals(0, server.exitCode(), server::quietly);
    clock.back(400);
    Running next = intake.serve(clock.surroundings());
    intake.startAgency(3);
    awaitStored(next, today.minusDays(400));
    assertEquals(1, intake.complete(Surroundings.PLAIN));
  }

  /**
   * Waits for bets that are stored on this day, by the server's clock; midnight may pass meanwhile.
   */
  private static void awaitStored(Running server, LocalDate day) {
    await()
        .atMost(Programs.PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() ->
            server
                .err()
                .lines()
                .filter(line -> line.contains(Intake.STORED))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .anyMatch(date ->
                    date.equals(day.toString()) || date.equals(day.plusDays(1).toString())));
  }
}
