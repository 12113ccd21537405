package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the server is set back, during the intake and between two servers, or has never been
 * right.
 */
@Tag("long")
class ClockIT {
  /** The day that all files of a build bear; no clock is right that stands before it. */
  private static final LocalDate BUILT = LocalDate.of(2026, 1, 1);

  private static final int USAGE = 2;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p2p4AClockThatIsSetBackChangesNothing() throws Exception {
    FakeClock clock = FakeClock.right(folder);
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 3, 9_000);
    Intake intake = new Intake(programs, files, folder.resolve("office"), 1);
    Running server = intake.serve(clock.surroundings());
    // One agency after the other, so that each finds the clock as it is by then.
    intake.startAgency(1);
    awaitStored(server, day(0));
    clock.back(3);
    intake.startAgency(2);
    awaitStored(server, day(3));
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    // By the zone, the day of the build may have begun a day later.
    int far = (int) ChronoUnit.DAYS.between(BUILT, day(0)) - 2;
    clock.back(far);
    Running next = intake.serve(clock.surroundings());
    intake.startAgency(3);
    awaitStored(next, day(far));
    assertEquals(1, intake.complete(Surroundings.PLAIN));
  }

  @Test
  void noProgramTrustsAClockThatIsOlderThanItself() throws Exception {
    FakeClock clock = FakeClock.right(folder);
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 1, 10);
    clock.back(15_000);
    Path office = folder.resolve("office");
    assertRefused(programs.server(clock.surroundings(), 0, "1", office), day(15_000));
    assertFalse(Files.exists(office), "a log was made");
    Running agency =
        programs.start(
            clock.surroundings(),
            "agency",
            "--id=1",
            "--server=localhost:1",
            "--file=" + files.of(1));
    assertRefused(agency, day(15_000));
  }

  /** What a clock shows that is so many days back: in some zones a day was left out since. */
  private static LocalDate day(int back) {
    return LocalDate.ofInstant(Instant.now().minus(Duration.ofDays(back)), ZoneId.systemDefault());
  }

  /** Midnight may pass meanwhile. */
  private static void assertRefused(Running program, LocalDate day) throws Exception {
    assertEquals(USAGE, program.exitCode(), program::log);
    String line = program.err().strip();
    assertTrue(line.startsWith("bolillero: the clock: expected a day from 2026-01-01 on"), line);
    assertTrue(
        line.contains("today is " + day) || line.contains("today is " + day.plusDays(1)), line);
    assertEquals(1, line.lines().count(), line);
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
