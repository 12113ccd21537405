package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days in the life of an office, by the programs that people run. Its clock is set forward to the
 * hour at which sales close.
 */
@Tag("long")
class DrawLifeIT {
  private static final int REFUSED = 5;
  private static final int LATE = 10;

  /** In one batch each, so that nobody can deliver them between two steps of a test. */
  private static final int MANY = 400_000;

  private static final int NUMBER = 7574;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private final int port = freePort();
  private FakeClock clock;
  private Path data;
  private Running server;
  private Official ana;
  private Official beto;

  private static int freePort() {
    try {
      return Intake.freePort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() throws Exception {
    clock = FakeClock.right(folder);
    data = folder.resolve("office");
    serve();
  }

  private void serve() throws IOException {
    server = programs.office(clock.surroundings(), port, data, "--segment-bytes", "1048576");
    ana = Official.at(server, data, programs, "ana");
    beto = Official.at(server, data, programs, "Beto");
    server.port();
  }

  @Test
  void p11ADayFromTheOpeningToACorrectedResult() throws Exception {
    AgencyFiles small = AgencyFiles.generate(programs, folder.resolve("small"), 2, 4_000);
    AgencyFiles large = AgencyFiles.generate(programs, folder.resolve("large"), 2, MANY);

    // The morning.
    String closesAt = OffsetDateTime.now(ZoneId.systemDefault()).plusHours(2).toString();
    ana.types("open", "1", "--agencies=1-4", "--officials=2", "--closes-at=" + closesAt);
    List<Running> waiting = new ArrayList<>();
    waiting.add(agency(1, small.of(1), "--draw=0", winners(1)));
    waiting.add(agency(2, small.of(2), "--draw=1", winners(2)));
    for (Running each : waiting) {
      each.awaitLine("action: finish | result: success");
    }
    assertTrue(waiting.getFirst().err().contains("action: sorteo_abierto"), waiting.get(0)::log);

    // Another draw meanwhile.
    ana.types("open", "2", "--agencies=1-2", "--winning-number=" + NUMBER);
    List<Running> others =
        List.of(agency(1, small.of(1), "--draw=2"), agency(2, small.of(2), "--draw=2"));
    for (Running each : others) {
      assertEquals(0, each.exitCode(), each::log);
    }
    assertEquals(NUMBER, ana.asks("result", "2").get("number").getAsInt());
    String list = ana.types("list");
    assertTrue(list.lines().anyMatch(line -> line.matches(" *1 +open +4 +2 +4000 .*")), list);
    assertTrue(list.lines().anyMatch(line -> line.matches(" *2 +drawn +2 +2 +4000 .*7574")), list);

    // One agency dies, another one is late.
    Running dead = agency(4, large.of(2), "--draw=1", "--batch-max=1");
    awaitBets(4);
    dead.kill();
    Path refund = folder.resolve("refund.csv");
    Running late =
        agency(
            3, large.of(1), "--draw=1", "--batch-max=1", "--uncounted-out=" + refund, winners(3));
    awaitBets(3);
    clock.forward(3);
    assertEquals(LATE, late.exitCode(), late::log);
    long counted = bets(3);
    List<String> rows = large.bets(1);
    assertEquals(rows.subList((int) counted, rows.size()), Files.readAllLines(refund, UTF_8));
    assertTrue(late.err().contains(counted + " bets of agency 3 are in the draw"), late::log);
    assertEquals("closed", state());
    ana.fails(REFUSED, "draw 1 is closed", "number", "1", "" + NUMBER);
    ana.types("excuse", "1", "4", "--reason=its computer has died");
    await().until(() -> state().equals("sealed"));

    // The office is started again, with the agencies that wait for the draw.
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    assertTrue(Files.notExists(data.resolve("admin.token")), "the token is there yet");
    Recount recount = Recount.of(dump(1));
    assertEquals(counted, recount.bets(3));
    assertPrintsTheRecord("info", "opened", "closed", "excused", "sealed");
    serve();

    // Two officials enter the number.
    ana.types("number", "1", "" + NUMBER);
    assertNotShown(
        ana.types("show", "1").lines().filter(line -> line.matches(" *\\d+ .* entered .*")));
    assertNotShown(
        beto.asks("show", "1").getAsJsonArray("record").asList().stream()
            .map(JsonElement::toString)
            .filter(line -> line.contains("\"entered\"")));
    ana.fails(REFUSED, "ana has entered a number already", "number", "1", "" + NUMBER);
    beto.fails(REFUSED, "different numbers", "number", "1", "1111");
    beto.types("number", "1", "" + NUMBER);
    ana.fails(REFUSED, "different numbers", "number", "1", "1112");
    beto.types("number", "1", "" + NUMBER);
    ana.types("number", "1", "" + NUMBER);
    for (Running each : waiting) {
      assertEquals(0, each.exitCode(), each::log);
    }
    JsonObject result = ana.asks("result", "1");
    assertEquals(NUMBER, result.get("number").getAsInt());
    assertEquals(recount.winners(NUMBER), result.get("winners").getAsLong());
    assertFalse(result.get("correction").getAsBoolean());

    // Those who come again get their winners.
    Path refundAgain = folder.resolve("refund-again.csv");
    Running lateAgain =
        agency(3, large.of(1), "--draw=1", "--uncounted-out=" + refundAgain, winners(3));
    Running excused = agency(4, large.of(2), "--draw=1", winners(4));
    assertEquals(LATE, lateAgain.exitCode(), lateAgain::log);
    assertEquals(LATE, excused.exitCode(), excused::log);
    assertEquals(-1, Files.mismatch(refund, refundAgain));
    for (int id = 1; id <= 4; id++) {
      assertEquals(recount.winners(id, NUMBER), winnersOf(id), "winners of agency " + id);
    }

    // The number was wrong.
    int corrected = recount.numberOfFirstBet(1);
    ana.fails(REFUSED, "7574 is the number", "correct", "1", "" + NUMBER, "--reason=again");
    beto.types("correct", "1", "" + corrected, "--reason=two digits were swapped");
    ana.types("correct", "1", "" + corrected, "--reason=two digits were swapped");
    await().until(() -> ana.asks("result", "1").get("correction").getAsBoolean());
    Running again = agency(1, small.of(1), "--draw=1", winners(1));
    assertEquals(0, again.exitCode(), again::log);
    assertTrue(again.err().contains("action: correccion | result: success"), again::log);
    assertEquals(recount.winners(1, corrected), winnersOf(1));

    // What is left in the evening.
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    // Of both draws.
    assertPrintsTheRecord("verify", "opened", "closed", "excused", "entered", "number", "drawn");
  }

  /** The one entry of an official that is on record does not say which number. */
  private static void assertNotShown(Stream<String> entered) {
    List<String> lines = entered.toList();
    assertEquals(1, lines.size(), lines::toString);
    assertFalse(lines.getFirst().contains("" + NUMBER), lines::toString);
  }

  private Running agency(int id, Path file, String... more) throws IOException {
    return programs.agency(id, file, port, more);
  }

  private String winners(int agency) {
    return "--winners-out=" + folder.resolve("winners-" + agency);
  }

  private List<String> winnersOf(int agency) throws IOException {
    return Files.readAllLines(folder.resolve("winners-" + agency), UTF_8);
  }

  private String state() throws Exception {
    try (Control control = new Control(server, data)) {
      return control.state(1);
    }
  }

  private long bets(int agency) throws Exception {
    try (Control control = new Control(server, data)) {
      return control.bets(1, agency);
    }
  }

  private void awaitBets(int agency) {
    await().atMost(Programs.PATIENCE).until(() -> bets(agency) > 0);
  }

  private List<String> dump(int draw) throws IOException, InterruptedException {
    Running dump = programs.run("log", "dump", data + "/draw-" + draw);
    assertEquals(0, dump.exitCode(), dump::log);
    return dump.out().lines().toList();
  }

  private void assertPrintsTheRecord(String command, String... events) throws Exception {
    Running log = programs.run("log", command, data.toString());
    assertEquals(0, log.exitCode(), log::log);
    for (String event : events) {
      assertTrue(
          log.out().lines().anyMatch(line -> line.matches(" +\\S+ +" + event + " .*")), log.out());
    }
  }
}
