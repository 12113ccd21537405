package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cleaner, or a person, takes the folder of a running office away, or something in it: no second
 * office begins on it, and the first one notices and ends.
 */
class FolderLossIT {
  private static final int IN_USE = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String FIRST = "segment-00000000.log";

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private Path office;

  @BeforeEach
  void name() {
    office = folder.resolve("office");
  }

  @Test
  void aSecondOfficeIsRefusedAlthoughTheLockFileOfTheFirstWasDeleted() throws Exception {
    Running first = programs.server("1-2", office);
    assertTrue(first.port() > 0);
    stop(first); // Otherwise it would notice, and end, and the second one would be right to start.
    Files.delete(office.resolve("log.lock"));
    assertInUse(programs.server("1-2", office));
    for (String each : List.of("verify", "info", "dump")) {
      assertInUse(programs.start("log", each, office.toString()));
    }
    signal(first, "CONT");
    assertStorageLost(first, "log.lock was replaced");
    Running next = programs.server("1-2", office);
    assertTrue(next.port() > 0);
    next.terminate();
    assertEquals(0, next.exitCode(), next::log);
  }

  @Test
  void anOfficeWithoutTrafficNoticesThatItsLockFileWasDeleted() throws Exception {
    Running server = programs.server("1-2", office);
    assertTrue(server.port() > 0);
    Files.delete(office.resolve("log.lock"));
    assertStorageLost(server, "log.lock was removed");
  }

  @Tag("long")
  @Test
  void p1AnOfficeWhoseFolderIsDeletedInTheIntakeAcknowledgesNobodyAnyMore() throws Exception {
    Intake intake = intake();
    Running server = serveSome(intake);
    deleteAll();
    assertStorageLost(server, "was removed");
    intake.assertAgenciesComeBack();
    assertTrue(Files.notExists(office), "made again");
  }

  @Test
  void p1p2WhatWasAcknowledgedBeforeTheFolderWasMovedAwayIsThereWhenItIsBack() throws Exception {
    Intake intake = intake();
    Running server = serveSome(intake);
    Path aside = Files.move(office, folder.resolve("aside"));
    assertStorageLost(server, office + " was removed");
    intake.assertAgenciesComeBack();
    Files.move(aside, office);
    intake.serve(Surroundings.PLAIN);
    intake.complete(Surroundings.PLAIN);
  }

  @Tag("long")
  @Test
  void p1p2WhatWasAcknowledgedBeforeASegmentWasReplacedIsThereWhenItIsBack() throws Exception {
    Intake intake = intake();
    Running server = serveSome(intake);
    Path aside = Files.move(office.resolve(FIRST), folder.resolve("aside"));
    Files.copy(aside, office.resolve(FIRST));
    assertStorageLost(server, FIRST + " was re");
    intake.assertAgenciesComeBack();
    Files.delete(office.resolve(FIRST));
    Files.move(aside, office.resolve(FIRST));
    intake.serve(Surroundings.PLAIN);
    intake.complete(Surroundings.PLAIN);
  }

  private Intake intake() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 40_000);
    return new Intake(programs, files, office, 5);
  }

  /** A server in the middle of the intake, with small segments. */
  private static Running serveSome(Intake intake) throws Exception {
    intake.startAgencies();
    Running server = intake.serve(Surroundings.PLAIN, "--segment-bytes", "65536");
    await().atMost(PATIENCE).until(() -> server.count(Intake.STORED) >= 5);
    assertTrue(intake.isGoingOn(), "the intake is over");
    return server;
  }

  /** As {@code rm -rf} does, beside an office that makes more files. */
  private void deleteAll() throws IOException {
    while (Files.exists(office)) {
      try (var names = Files.newDirectoryStream(office)) {
        for (Path each : names) {
          Files.deleteIfExists(each);
        }
        Files.delete(office);
      } catch (DirectoryNotEmptyException | NoSuchFileException _) {
        // Once more.
      }
    }
  }

  private static void assertInUse(Running refused) throws Exception {
    assertEquals(IN_USE, refused.exitCode(), refused::log);
    assertTrue(refused.err().contains("in use by another process"), refused::log);
  }

  private static void assertStorageLost(Running server, String found) throws Exception {
    Intake.assertDiskFailed(server, found);
    assertTrue(server.err().contains(found), server::log);
    assertTrue(server.err().contains("nobody is acknowledged any more"), server::log);
  }

  /** Has the process stand still. */
  private static void stop(Running process) throws Exception {
    Path status = Path.of("/proc/" + process.pid() + "/stat");
    assumeTrue(Files.isReadable(status), () -> "no " + status + ", which tells who stands still");
    signal(process, "STOP");
    await().atMost(PATIENCE).until(() -> Files.readString(status).contains(") T "));
  }

  private static void signal(Running process, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor(), "kill -" + name);
  }
}
