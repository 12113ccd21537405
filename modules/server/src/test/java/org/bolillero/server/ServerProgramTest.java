package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bolillero.lottery.Bet;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server in a JVM of its own: its log lines, and how it takes a signal. */
class ServerProgramTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern TIME_AND_LEVEL =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ([A-Z]+) +(.*)");
  private static final String LISTENS =
      "INFO action: accept_connections | result: in_progress | port: ";
  private static final List<String> CLOSED =
      List.of(
          "INFO action: close | result: success | recurso: socket_escucha",
          "INFO action: close | result: success | recurso: sesiones",
          "INFO action: close | result: success | recurso: sorteo",
          "INFO action: close | result: success | recurso: registro");

  private static final List<String> OPENED =
      List.of(
          "INFO action: apertura | result: success | sorteo: 1 | agencias: 2 | cierre: - | por:"
              + " office",
          "WARN action: apertura | result: in_progress | sorteo: 1 | motivo: the winning number is"
              + " known before the draw");

  @TempDir Path folder;

  @Test
  void aDrawIsLoggedInTheEstablishedFormAndOnceForAll() throws Exception {
    Process server = start("--agencies=1-2", "--exit-after-draw");
    int port = awaitPort();
    try (TestAgency first = TestAgency.greeted(port, 1);
        TestAgency second = TestAgency.greeted(port, 2)) {
      first.submit(TestBets.losing(1, 0, 3));
      Bet single = new Bet("Ana", "Paz", "30904465", OfficeSetup.TODAY.minusYears(30), 7574);
      first.submit(TestBets.of(List.of(single)));
      first.ask(new Request.Batch(4, TestBets.withBadNumber(1, 4, 3, 1)), Response.Rejected.class);
      first.finish();
      second.finish();
      assertEquals(List.of("30904465"), first.winners());
      assertEquals(List.of(), second.winners());
    }
    List<String> expected = new ArrayList<>();
    expected.add(
        "INFO action: config | result: success | port: 0 | listen_backlog: 1024 | logging_level:"
            + " INFO | hoy: DAY");
    expected.add("INFO action: cifrado | result: success | tls: no | alcance: loopback");
    expected.addAll(OPENED);
    expected.add(standing("nuevo", 0));
    expected.add(LISTENS + port);
    expected.add("INFO action: apuesta_recibida | result: success | cantidad: 3");
    expected.add("INFO action: apuesta_recibida | result: success | cantidad: 1");
    expected.add(
        "INFO action: apuesta_almacenada | result: success | dni: 30904465 | numero: 7574");
    expected.add(
        "WARN action: apuesta_recibida | result: fail | cantidad: 3 | agencia: 1 | motivo: apuesta"
            + " 1: number: expected a number from 0 to 9999, found 10000");
    expected.add(
        "INFO action: cierre | result: success | sorteo: 1 | por: office | motivo: all agencies"
            + " have finished or were excused");
    expected.add("INFO action: sello | result: success | sorteo: 1 | cantidad: 4");
    expected.add("INFO action: numero | result: success | sorteo: 1 | por: ");
    expected.add("INFO action: sorteo | result: success");
    expected.addAll(CLOSED);
    assertEnds(server);
    assertEquals(expected, logLines());

    Process again = start("--agencies=1-2");
    try (TestAgency first = TestAgency.greeted(awaitPort(), 1)) {
      assertEquals(List.of("30904465"), first.winners());
    }
    again.destroy();
    assertEnds(again);
    assertEquals(standing("existente", 4), logLines().get(2));
    assertEquals(
        List.of(), logLines().stream().filter(line -> line.contains("action: sorteo")).toList());
  }

  @Test
  void aSignalEndsAServerInGoodOrderWhoeverWaits() throws Exception {
    Process server = start("--agencies=1-2");
    int port = awaitPort();
    try (TestAgency waiting = TestAgency.greeted(port, 1);
        TestAgency idle = TestAgency.greeted(port, 2);
        TestAgency stranger = new TestAgency(port, 3)) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      server.destroy();
      for (TestAgency each : List.of(waiting, idle, stranger)) {
        each.receiveError(ErrorCode.SHUTTING_DOWN);
        each.hangUp();
      }
    }
    assertEnds(server);
    List<String> lines = logLines();
    assertEquals(CLOSED, lines.stream().filter(line -> line.contains("action: close")).toList());
    List<String> told = lines.stream().filter(line -> line.contains("SHUTTING_DOWN")).toList();
    String connection = "WARN action: connection | result: fail | ip: 127.0.0.1 | ";
    assertEquals(2, told.size(), lines::toString);
    assertTrue(told.getFirst().startsWith(connection + "agencia: "), told::toString);
    assertTrue(told.getFirst().endsWith("SHUTTING_DOWN: the office is stopping"), told::toString);
    assertEquals(connection + "motivo: SHUTTING_DOWN | omitidas: 2", told.getLast());
  }

  @Test
  void anOfficeWithOfficialsSaysWhereTheyDecideAndDeletesTheirTokenAtItsEnd() throws Exception {
    Process server = start("--agencies=1-2", "--admin=127.0.0.1:0");
    awaitPort();
    String line = "INFO action: admin | result: in_progress | port: ";
    assertEquals(1, logLines().stream().filter(each -> each.startsWith(line)).count());
    Path token = folder.resolve("office/admin.token");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    server.destroy();
    assertEnds(server);
    assertTrue(Files.notExists(token));
    List<String> closed = new ArrayList<>(CLOSED);
    closed.add(1, "INFO action: close | result: success | recurso: admin");
    assertEquals(
        closed, logLines().stream().filter(each -> each.contains("action: close")).toList());
  }

  @Test
  void whatAnAgencyHadSentBehindARejectedBatchIsNoSecondProblem() throws Exception {
    Process server = start("--agencies=1-2");
    int port = awaitPort();
    try (TestAgency finishing = TestAgency.greeted(port, 1);
        TestAgency delivering = TestAgency.greeted(port, 2)) {
      finishing.send(
          finishing.next(TestBets.of(1, 2, 0)),
          finishing.next(TestBets.withBadNumber(1, 2, 3, 1)),
          finishing.end());
      finishing.receive(Response.Stored.class);
      finishing.receive(Response.Rejected.class);
      finishing.receiveError(ErrorCode.TOTALS_DIFFER);
      delivering.send(
          delivering.next(TestBets.withBadNumber(2, 0, 3, 1)),
          delivering.next(TestBets.of(2, 2, 0)));
      delivering.receive(Response.Rejected.class);
      delivering.receiveError(ErrorCode.OUT_OF_ORDER);
    }
    try (TestAgency another = TestAgency.greeted(port, 1)) {
      another.send(another.end()); // Knows nothing of the bets that are there.
      another.receiveError(ErrorCode.TOTALS_DIFFER);
    }
    server.destroy();
    assertEnds(server);
    List<String> failures =
        logLines().stream().filter(line -> line.contains("result: fail")).toList();
    assertEquals(3, failures.size(), failures::toString);
    assertTrue(failures.get(0).contains("agencia: 1 | motivo: apuesta 1"), failures::toString);
    assertTrue(failures.get(1).contains("agencia: 2 | motivo: apuesta 1"), failures::toString);
    assertTrue(failures.get(2).contains("TOTALS_DIFFER"), failures::toString);
  }

  @Test
  void aSettingsFileOfAnExistingOfficeIsTakenWithOneWarning() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.ini"),
            """
            [DEFAULT]
            SERVER_PORT = 12345
            SERVER_IP = server
            SERVER_LISTEN_BACKLOG = 5
            LOGGING_LEVEL = DEBUG
            """);
    Process server = start("--agencies=1", "--config=" + config);
    int port = awaitPort();
    server.destroy();
    assertEnds(server);
    assertEquals(
        List.of(
            "bolillero: warning: " + config + ": without effect here: server.ip (line 3)",
            "INFO action: config | result: success | port: 0 | listen_backlog: 5 | logging_level:"
                + " DEBUG | hoy: DAY",
            "INFO action: cifrado | result: success | tls: no | alcance: loopback",
            OPENED.getFirst().replace("agencias: 2", "agencias: 1"),
            OPENED.getLast(),
            standing("nuevo", 0),
            LISTENS + port),
        logLines().subList(0, 7));
  }

  private String standing(String state, int bets) {
    return "INFO action: log | result: success | carpeta: %s | estado: %s | cantidad: %d"
        .formatted(folder.resolve("office"), state, bets);
  }

  private Process start(String... arguments) throws IOException {
    return ServerProcess.start(folder, arguments);
  }

  private int awaitPort() throws IOException {
    await().atMost(PATIENCE).until(() -> portLine().isPresent());
    return Integer.parseInt(portLine().orElseThrow().substring(LISTENS.length()));
  }

  private Optional<String> portLine() throws IOException {
    return logLines().stream().filter(line -> line.startsWith(LISTENS)).findFirst();
  }

  private static void assertEnds(Process server) throws InterruptedException {
    assertTrue(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not end");
    assertEquals(0, server.exitValue());
  }

  /** The lines of the log without their times and the day. */
  private List<String> logLines() throws IOException {
    return ServerProcess.log(folder).stream()
        .map(line -> TIME_AND_LEVEL.matcher(line).replaceFirst("$1 $2"))
        .map(line -> line.replaceFirst("hoy: \\d{4}-\\d\\d-\\d\\d$", "hoy: DAY"))
        .toList();
  }
}
