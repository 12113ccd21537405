package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.ExitCode;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of officials, against a real office. */
class DrawCommandTest {
  @TempDir Path parent;
  private Path data;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    data = parent.resolve("office");
    office =
        CentralOffice.open(
            OfficeSettings.of("--port=0", "--data=" + data, "--admin=127.0.0.1:0"),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  @Test
  void aDrawFromItsOpeningToItsCorrection() throws Exception {
    Run opened = draw("open", "2", "--agencies=1-2", "--closes-at=2999-12-24T21:00:00-03:00");
    assertEquals(new Run(0, "draw 2 is open\n", ""), opened);
    deliver(1);
    assertEquals(new Run(0, "draw 2 is closed\n", ""), draw("close", "2", "--reason=it is late"));
    assertEquals(0, draw("excuse", "2", "2", "--reason=its computer has died").exitCode());
    awaitState("sealed");
    Run without = draw("result", "2");
    assertEquals(ExitCode.REFUSED.code(), without.exitCode());
    assertEquals("bolillero: draw 2 has no result yet, it is sealed\n", without.err());
    Run number = draw("number", "2", "0123", "--official=Ana");
    assertEquals(0, number.exitCode(), number.err());
    assertTrue(number.out().startsWith("the number is taken; draw 2 is "), number.out());
    awaitState("drawn");
    assertTrue(draw("result", "2").out().startsWith("result     0123, 0 winners\n"));
    assertEquals(0, draw("correct", "2", "7574", "--reason=a slip").exitCode());
    await().until(() -> draw("result", "2").out().contains("correction"));
    String result = draw("result", "2").out();
    assertTrue(
        result.startsWith("result     7574, 2 winners, a correction of an earlier result\n"),
        result);
  }

  @Test
  void peopleGetTables() throws Exception {
    draw("open", "2", "--agencies=1-2", "--officials=2", "--official=eva");
    deliver(1);
    String list = draw("list").out();
    assertTrue(list.lines().toList().get(1).matches(" +2  open +2 +1 +3  - +-"), list);
    String shown = draw("show", "2").out();
    List<String> lines = shown.lines().toList();
    assertEquals("draw       2", lines.get(0));
    assertEquals("state      open", lines.get(1));
    assertEquals("closes at  -", lines.get(2));
    assertEquals("number     entered by 2 officials", lines.get(3));
    assertTrue(lines.get(6).matches(" +1  finished +3"), shown);
    assertTrue(lines.get(7).matches(" +2  open +0"), shown);
    assertTrue(lines.get(10).matches(" +\\d+  20\\S+ +opened +eva .*"), shown);
  }

  @Test
  void programsGetWhatTheOfficeAnswers() {
    JsonObject opened =
        JsonParser.parseString(draw("open", "2", "--agencies=1", "--json").out()).getAsJsonObject();
    assertEquals("{\"draw\":2,\"state\":\"open\"}", opened.toString());
    JsonObject shown = JsonParser.parseString(draw("show", "2", "--json").out()).getAsJsonObject();
    assertEquals(2, shown.get("draw").getAsInt());
    assertTrue(shown.has("agencies") && shown.has("record"));
    assertTrue(draw("list", "--json").out().contains("\"draws\": ["));
  }

  @Test
  void twoOfficialsWhoDifferDoItAgain() throws Exception {
    draw("open", "2", "--agencies=1", "--officials=2");
    deliver(1);
    awaitState("sealed");
    assertEquals(
        new Run(0, "the number waits for the other official\n", ""),
        draw("number", "2", "7574", "--official=ana"));
    Run differs = draw("number", "2", "7575", "--official=eva");
    assertEquals(ExitCode.REFUSED.code(), differs.exitCode());
    assertTrue(differs.err().contains("different numbers"), differs.err());
  }

  @Test
  void aNumberThatIsKnownBeforeTheDrawIsWarnedOf() {
    Run run = draw("open", "2", "--agencies=1", "--winning-number=7");
    assertEquals(0, run.exitCode());
    assertEquals("bolillero: warning: the number is known before the draw: 0007\n", run.err());
    assertTrue(draw("show", "2").out().contains("number     0007, known since the opening\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open 2 --agencies 1 --closes-at 2026-12-24T21:00:00 | --closes-at=2026-12-24T21:00:00: expected a time with its offset from UTC, such as 2026-12-24T21:00:00-03:00; try 'bolillero draw open --help'
          open 2 --agencies 1 --officials 3                   | --officials=3: expected a whole number from 1 to 2; try 'bolillero draw open --help'
          open 2 --agencies 1 --officials 1 --winning-number 1| expected one of --officials and --winning-number, found both
          open 0 --agencies 1                                 | DRAW: 0: expected a whole number from 1 to 2147483647; try 'bolillero draw open --help'
          open 2                                              | missing --agencies; try 'bolillero draw open --help'
          close 2                                             | missing --reason; try 'bolillero draw close --help'
          number 2 10000                                      | NUMBER: 10000: expected a whole number from 0 to 9999; try 'bolillero draw number --help'
          number 2 1 --official office                        | --official=office: official: expected a name of 1 to 64 letters, digits, dots, hyphens and underscores, not 'office', found 'office'; try 'bolillero draw number --help'
          list --admin http://localhost/api                   | --admin=http://localhost/api: expected an address such as 127.0.0.1:12346 or https://office.example:12346; try 'bolillero draw list --help'
          list --admin ftp://localhost                        | --admin=ftp://localhost: expected an address such as 127.0.0.1:12346 or https://office.example:12346; try 'bolillero draw list --help'
          """)
  void wrongUsageIsExplained(String arguments, String message) {
    Run run = Run.of(("draw " + arguments + " --token-file=" + token()).split(" "));
    assertEquals(new Run(2, "", "bolillero: " + message + "\n"), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          show 9                        | there is no draw 9
          close 9 --reason a            | there is no draw 9
          open 2 --agencies x           | agencies: expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found 'x'
          open 1 --agencies 1           | draw: expected a new number, found 1
          open 2 --agencies 1 --closes-at 2020-01-01T00:00:00Z | closesAt: expected a time in the future, found 2020-01-01T00:00:00Z
          number 1 1                    | draw 1 is open; the number can be entered only while it is sealed
          correct 1 1 --reason a        | draw 1 is open; the number can be corrected only while it is drawn
          result 1                      | draw 1 has no result yet, it is open
          excuse 1 3 --reason a         | draw 1 does not expect agency 3
          excuse 2 1 --reason a         | there is no draw 2
          close 3 --reason a            | draw 3 is closed; sales can be closed only while it is open
          excuse 3 1 --reason a         | agency 1 has been excused before
          """)
  void whatTheOfficeRefusesIsSaidInItsWords(String arguments, String message) {
    draw("open", "1", "--agencies=1-2");
    draw("open", "3", "--agencies=1-2");
    draw("close", "3", "--reason=a power cut");
    draw("excuse", "3", "1", "--reason=a power cut");
    assertEquals(new Run(5, "", "bolillero: " + message + "\n"), draw(arguments.split(" ")));
  }

  @Test
  void aChangeNeedsTheToken() throws Exception {
    Path other = Files.writeString(parent.resolve("other"), "0123456789\n");
    assertEquals(
        5,
        Run.of("draw", "open", "1", "--agencies=1", admin(), "--token-file=" + other).exitCode());
    Run missing = Run.of("draw", "open", "1", "--agencies=1", admin());
    assertEquals(2, missing.exitCode());
    assertTrue(missing.err().contains("missing --token-file (or BOLILLERO_TOKEN_FILE, "));
    Path none = parent.resolve("none");
    Run unreadable = Run.of("draw", "open", "1", "--agencies=1", admin(), "--token-file=" + none);
    assertEquals(
        new Run(
            3,
            "",
            "bolillero: "
                + none
                + ": no such file or folder; expected the file admin.token in the data folder of a"
                + " running office\n"),
        unreadable);
    Path empty = Files.createFile(parent.resolve("empty"));
    assertEquals(
        3,
        Run.of("draw", "open", "1", "--agencies=1", admin(), "--token-file=" + empty).exitCode());
    assertEquals(0, Run.of("draw", "list", admin()).exitCode());
  }

  @Test
  void withoutAnOfficeThereIsNobodyToAsk() throws Exception {
    String admin = admin();
    office.close();
    Path token = Files.writeString(parent.resolve("token"), "0123456789\n");
    for (String each :
        List.of(
            "list",
            "show 1",
            "result 1",
            "open 1 --agencies=1-2",
            "close 1 --reason=late",
            "excuse 1 2 --reason=late",
            "number 1 7574",
            "correct 1 7574 --reason=wrong")) {
      Run run = Run.of(("draw " + each + " " + admin + " --token-file=" + token).split(" "));
      assertEquals(ExitCode.UNREACHABLE.code(), run.exitCode(), each);
      assertTrue(run.err().contains("nobody listens there"), run.err());
      assertEquals(1, run.err().lines().count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\n<h1>",
        "SSH-2.0-OpenSSH\r\n",
        ""
      })
  void whoeverElseListensThereIsNoOffice(String answer) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAll(other, answer));
      Run run = Run.of("draw", "list", "--admin=127.0.0.1:" + other.getLocalPort());
      assertEquals(ExitCode.UNREACHABLE.code(), run.exitCode(), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  private static void answerAll(ServerSocket other, String answer) {
    while (!other.isClosed()) {
      try (Socket connection = other.accept()) {
        int _ = connection.getInputStream().read(new byte[8_192]);
        connection.getOutputStream().write(answer.getBytes(US_ASCII));
      } catch (IOException _) {
        // Closed, or its client is gone.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ana, ana",
    "Ana Paz, ana-paz",
    "DOMAIN\\ana, domain-ana",
    "'', official",
    "office, official",
    "é, -"
  })
  void whoeverRunsTheCommandIsAnOfficial(String user, String name) {
    assertEquals(name, ControlOptions.madeName(user));
    assertEquals(64, ControlOptions.madeName(user + "x".repeat(100)).length());
  }

  @Test
  void theTokenIsNeverPrinted() throws Exception {
    String token = Files.readString(data.resolve("admin.token")).strip();
    for (String each : List.of("open 1 --agencies 1", "show 1 --json", "close 1 --reason a")) {
      Run run = draw(each.split(" "));
      assertFalse((run.out() + run.err()).contains(token));
    }
  }

  private String admin() {
    return "--admin=http://127.0.0.1:" + office.adminPort().orElseThrow();
  }

  private String token() {
    return data.resolve("admin.token").toString();
  }

  private Run draw(String... arguments) {
    List<String> all = new ArrayList<>(List.of("draw"));
    all.addAll(List.of(arguments));
    all.add(admin());
    all.add("--token-file=" + token());
    return Run.of(all.toArray(String[]::new));
  }

  private void awaitState(String state) {
    await().until(() -> draw("show", "2").out().contains("state      " + state + "\n"));
  }

  /** An agency delivers three bets, two of which are on 7574, and finishes. */
  private void deliver(int agency) throws IOException {
    Path file =
        Files.writeString(
            parent.resolve("bets.csv"),
            """
            Ana,Paz,1,2000-01-01,7574
            Eva,Paz,2,2000-01-01,7574
            Leo,Paz,3,2000-01-01,1
            """);
    Run run =
        Run.of(
            "agency",
            "--id=" + agency,
            "--file=" + file,
            "--server=localhost:" + office.port(),
            "--draw=2",
            "--no-wait",
            "--log-level=CRITICAL");
    assertEquals(0, run.exitCode(), run.err());
  }
}
