package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bolillero.integration.Control.Answer;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.office.DrawEvent;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that fails, or is full, when somebody decides: nobody is told that it is done, the office
 * ends, and the next one goes on from what is on the disk.
 */
class DrawDiskIT {
  private static final int DRAW = 1;
  private static final int BETS = 9;
  private static final int UNAUTHORIZED = 401;
  private static final int STORAGE_FAILED = 503;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private int failed;

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"fdatasync:error=EIO:when=1", "pwrite64:error=ENOSPC:when=1"})
  void p1p11ADecisionThatCannotBeStoredIsNotDoneAndEndsTheOffice(String fault) throws Exception {
    Strace.assumeWorks(folder);
    try (DrawOffice office = office(folder.resolve("office"), Surroundings.PLAIN)) {
      office.open(DRAW, 2, 2).done();
      List<Seller> sellers = sell(office);
      sellers.getFirst().finish();
      String path = "/" + DRAW;
      decide(office, fault, path + "/close", DrawOffice.because("ana", "it is late"), "closed", 1);
      decide(office, fault, path + "/excuse", DrawOffice.excuse(2), "excused", 1);
      await().until(() -> office.control().state(DRAW).equals("sealed"));
      decide(office, fault, path + "/number", DrawOffice.number(1, "ana"), "entered", 1);
      decide(office, fault, path + "/number", DrawOffice.number(1, "beto"), "entered", 2);
      await().until(() -> office.control().result(DRAW).equals(OptionalLong.of(1)));
      decide(office, fault, path + "/correct", DrawOffice.correction(5, "beto"), "entered", 3);
      decide(office, fault, path + "/correct", DrawOffice.correction(5, "ana"), "entered", 4);
      await().until(() -> office.control().result(DRAW).equals(OptionalLong.of(5)));
      assertEquals(6, failed);
      office.stopAndVerify();
      check(office, sellers, List.of(1, 5));
    }
  }

  /** Tries, in vain, and tries once more with the next server, unless it is on record after all. */
  private void decide(
      DrawOffice office, String fault, String path, JsonObject fields, String event, int count)
      throws Exception {
    try (LateStrace _ = LateStrace.failing(office.server(), folder, fault)) {
      assertNotDone(office, path, fields);
      Intake.assertDiskFailed(office.server(), fault + " at " + event);
    }
    failed++;
    office.restart();
    if (office.control().count(DRAW, event) < count) {
      office.control().post(path, fields).done();
    }
  }

  private static void assertNotDone(DrawOffice office, String path, JsonObject fields)
      throws InterruptedException {
    try {
      Answer answer = office.control().post(path, fields);
      assertEquals(STORAGE_FAILED, answer.status(), answer::toString);
    } catch (IOException _) {
      // The office has ended before it could answer.
    }
  }

  /**
   * The calls of an opening are made by several threads, and each counts its own. Which thread
   * makes which call is chance, and so is how many counts there are.
   */
  @Tag("long")
  @Test
  void p11AnOpeningThatFailsAtAnyCallIsNotDoneAndCanBeDoneLater() throws Exception {
    Strace.assumeWorks(folder);
    try (DrawOffice office = office(folder.resolve("office"), Surroundings.PLAIN)) {
      List<String> faults =
          List.of("pwrite64:error=ENOSPC", "fdatasync:error=EIO", "fsync:error=EIO");
      for (int draw = 1; draw <= faults.size(); draw++) {
        int call = 1;
        while (openingFails(office, draw, faults.get(draw - 1) + ":when=" + call)) {
          call++;
        }
        assertTrue(call > 1, faults.get(draw - 1) + " has never come");
      }
      office.stopAndVerify();
    }
  }

  /** Fails to open a draw, which the next server does not know either; false if it was opened. */
  private boolean openingFails(DrawOffice office, int draw, String fault) throws Exception {
    try (LateStrace _ = LateStrace.failing(office.server(), folder, fault)) {
      if (office.open(draw, 2, 1).isDone()) {
        return false;
      }
    }
    failed++;
    assertFalse(office.control().knows(draw), fault);
    if (failed % 2 == 0) {
      office.server().kill();
      office.restart();
      assertFalse(office.control().knows(draw), () -> fault + ", after a new start");
    }
    return true;
  }

  @Test
  void p11ADrawThatFindsNoRoomIsNotOpenedAndTheOthersGoOn() throws Exception {
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(mounted, "4m");
        DrawOffice office = office(mounted.resolve("office"), disk.inside())) {
      office.open(DRAW, 2, 1).done();
      List<Seller> sellers = sell(office);
      Path other = mounted.resolve("other");
      disk.fill(other);
      assertNotOpened(office, 2);
      // The draw that is there has room, as its file was made before.
      office.control().post("/1/close", DrawOffice.because("ana", "it is late")).done();
      assertNotOpened(office, 3);
      String part = mounted + "/office/draw-2.part";
      disk.run("ls", part);
      office.server().kill();
      disk.run("rm", other.toString());
      office.restart();
      disk.run("sh", "-c", "! test -e \"$1\"", "sh", part);
      assertFalse(office.control().knows(2), "draw 2 is there");
      office.open(2, 2, 1).done();
      office.open(3, 2, 1).done();
      office.control().post("/1/excuse", DrawOffice.excuse(1)).done();
      office.control().post("/1/excuse", DrawOffice.excuse(2)).done();
      await().until(() -> office.control().state(DRAW).equals("sealed"));
      office.control().post("/1/number", DrawOffice.number(1, "ana")).done();
      await().until(() -> office.control().result(DRAW).equals(OptionalLong.of(1)));
      office.stopAndVerify();
      assertTrue(sellers.getFirst().told() > 0);
    }
  }

  @Test
  void p1AnOfficeThatStartsOnAFullDiskTakesBetsAndLetsItsOfficialsLook() throws Exception {
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(mounted, "4m");
        DrawOffice office = office(mounted.resolve("office"), disk.inside())) {
      office.open(DRAW, 2, 1).done();
      office.server().kill();
      Path other = mounted.resolve("other");
      disk.fill(other);
      office.restart();
      List<Seller> sellers = sell(office);
      JsonObject close = DrawOffice.because("ana", "it is late");
      assertEquals(UNAUTHORIZED, office.control().post("/1/close", close).status());
      assertEquals("open", office.control().state(DRAW));
      String line = "officials can look but not decide, as their token cannot be written: No space";
      assertTrue(office.server().err().contains(line), office.server()::log);
      office.server().terminate();
      assertEquals(0, office.server().exitCode(), office.server()::log);
      disk.run("rm", other.toString());
      office.restart();
      office.control().post("/1/close", close).done();
      for (Seller each : sellers) {
        assertEquals(BETS, office.control().bets(DRAW, each.agency()));
        each.close();
      }
      office.stopAndVerify();
    }
  }

  private static void assertNotOpened(DrawOffice office, int draw) throws Exception {
    Answer answer = office.open(draw, 2, 1);
    assertEquals(STORAGE_FAILED, answer.status(), answer::toString);
    assertTrue(answer.toString().contains("No space left on device"), answer::toString);
    assertFalse(office.control().knows(draw), () -> "draw " + draw + " is there");
    assertTrue(office.server().isAlive(), office.server()::log);
  }

  private DrawOffice office(Path data, Surroundings surroundings) throws Exception {
    return new DrawOffice(programs, data, surroundings, "--segment-bytes", "65536");
  }

  private static List<Seller> sell(DrawOffice office) throws Exception {
    List<Seller> sellers = new ArrayList<>();
    for (int agency = 1; agency <= 2; agency++) {
      Seller seller = new Seller(office::port, Protocol.VERSION, DRAW, agency);
      seller.reconnect();
      seller.sell(BETS);
      sellers.add(seller);
    }
    return sellers;
  }

  private static void check(DrawOffice office, List<Seller> sellers, List<Integer> numbers)
      throws Exception {
    DrawLog log = DrawLog.read(office.folder(DRAW));
    log.assertNothingSoldAfterTheClose();
    for (Seller each : sellers) {
      each.assertCounted(log);
      each.close();
    }
    assertEquals(
        numbers,
        log.steps(DrawEvent.Drawn.class).stream().map(DrawEvent.Drawn::winningNumber).toList());
  }
}
