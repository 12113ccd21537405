package org.bolillero.client;

import static org.bolillero.client.CommandRun.environment;
import static org.bolillero.client.CommandRun.expected;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever waits for a draw that is never held waits for a socket, which no interrupt ends. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgencyCommandTest {
  @TempDir private Path folder;
  private TestOffice office;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    office = new TestOffice();
    file = write(folder, bets(100));
  }

  @AfterEach
  void close() throws IOException {
    office.close();
  }

  @Test
  void theWinnersArePrintedOneALine() {
    office.draw(List.of("30000003", "30000001"));
    assertEquals(expected(ExitCode.OK, "30000003\n30000001\n", ""), run());
    assertEquals(bets(100), office.bets());
  }

  @Test
  void withoutWinnersNothingIsPrinted() {
    office.draw(List.of());
    assertEquals(expected(ExitCode.OK, "", ""), run());
  }

  @Test
  void withoutWaitingNothingIsPrintedBeforeTheDrawAndALaterRunPrintsTheWinners() {
    assertEquals(expected(ExitCode.OK, "", ""), run("--no-wait"));
    assertTrue(office.isFinished());
    office.draw(List.of("30000003"));
    assertEquals(expected(ExitCode.OK, "30000003\n", ""), run("--no-wait"));
  }

  @Test
  void theWinnersReplaceAFileWhenAllOfThemAreKnown() throws Exception {
    Path winners = Files.writeString(folder.resolve("winners.txt"), "of another draw\n");
    String flag = "--winners-out=" + winners;
    office.next(peer -> {
      Request request = peer.receive();
      for (; !(request instanceof Request.AskWinners); request = peer.receive()) {
        peer.answer(request);
      }
      peer.send(TestOffice.part(3, false, "30000003"), TestOffice.part(3, true, "30000001"));
      peer.beSilent();
    });
    assertEquals(ExitCode.UNREACHABLE.code(), run(flag).exitCode());
    assertEquals("of another draw\n", Files.readString(winners));

    assertEquals(expected(ExitCode.OK, "", ""), run(flag, "--no-wait"));
    assertEquals("of another draw\n", Files.readString(winners));

    office.draw(List.of("30000003", "30000001"));
    assertEquals(expected(ExitCode.OK, "", ""), run(flag));
    assertEquals("30000003\n30000001\n", Files.readString(winners));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing but the bets and the winners");
    }
  }

  @Test
  void aPlaceThatWinnersCannotBeWrittenToIsSaidBeforeTheOfficeIsAsked() {
    Path missing = folder.resolve("none").resolve("winners.txt");
    assertEquals(
        expected(ExitCode.USAGE, "", "--winners-out=" + missing + ": is in no existing folder"),
        run("--winners-out", missing.toString()));
    assertEquals(
        expected(ExitCode.USAGE, "", "--winners-out=" + folder + ": is no regular file"),
        run("--winners-out", folder.toString()));
    assertEquals(0, office.greetings());
  }

  @Test
  void aBadRowIsNamedOnOneLine() {
    write(folder, "Ana,Paz,1,1999-03-17,7\nAna,Paz,1,1999-03-17,x\n");
    assertEquals(
        expected(
            ExitCode.BAD_INPUT,
            "",
            file + ":2: number: expected a number from 0 to 9999, found \"x\""),
        run());
  }

  @Test
  void anEmptyFileIsRefusedUnlessItIsMeant() {
    office.draw(List.of());
    write(folder, "");
    CommandRun refused = run();
    assertEquals(ExitCode.BAD_INPUT.code(), refused.exitCode());
    assertTrue(refused.err().contains("if there are no bets, say --no-bets"), refused::err);
    assertFalse(office.isFinished());
    assertEquals(expected(ExitCode.OK, "", ""), run("--no-bets"));
    assertTrue(office.isFinished());
  }

  @Test
  void aFileWithBetsIsRefusedIfNoneAreMeant() {
    assertEquals(
        expected(
            ExitCode.BAD_INPUT,
            "",
            file + ": expected 0 bets, found more; it may be another day's"),
        run("--no-bets"));
    assertEquals(
        expected(ExitCode.USAGE, "", "--no-bets and --expect-bets=100 contradict each other"),
        run("--no-bets", "--expect-bets=100"));
    assertEquals(0, office.greetings());
  }

  @Test
  void aFileWithAnotherNumberOfBetsThanExpectedIsNotFinished() {
    office.draw(List.of());
    assertEquals(
        expected(
            ExitCode.BAD_INPUT,
            "",
            file + ": expected 101 bets, found 100; it may have been cut, or be another day's"),
        run("--expect-bets=101"));
    assertFalse(office.isFinished());
    assertEquals(expected(ExitCode.OK, "", ""), run("--expect-bets=100"));
  }

  @Test
  void aLastLineWithoutEndIsRefusedUnlessItIsMeant() {
    office.draw(List.of());
    write(folder, "Ana,Paz,1,1999-03-17,7\nLuz,Sol,2,2000-02-29,8");
    CommandRun refused = run();
    assertEquals(ExitCode.BAD_INPUT.code(), refused.exitCode());
    assertTrue(
        refused.err().startsWith("bolillero: " + file + ":2: expected a line end"), refused::err);
    assertEquals(0, office.greetings());
    Map<String, String> environment = new HashMap<>(environment(office));
    environment.put("CLI_UNTERMINATED_LAST_LINE", "true");
    environment.put("CLI_EXPECT_BETS", "2");
    environment.put("CLI_FILE", file.toString());
    assertEquals(ExitCode.OK.code(), CommandRun.of(new AgencyCommand(), environment).exitCode());
    assertEquals(2, office.bets().size());
  }

  @Test
  void theBetsAreNotReplacedByTheWinners() throws Exception {
    office.draw(List.of());
    Path settings = Files.writeString(folder.resolve("agency.yaml"), "retry.seconds: 0\n");
    String bets = Files.readString(file);
    assertEquals(
        expected(
            ExitCode.USAGE,
            "",
            "--winners-out=" + file + ": is " + file + " itself, which is read"),
        run("--winners-out=" + file));
    assertEquals(
        ExitCode.USAGE.code(), run("--config=" + settings, "--winners-out=" + settings).exitCode());
    assertEquals(0, office.greetings());
    assertEquals(bets, Files.readString(file));
  }

  @Test
  void anOfficeThatIsNotThereIsNamed() throws IOException {
    office.close();
    assertEquals(
        expected(ExitCode.UNREACHABLE, "", office.address() + ": Connection refused"),
        run("--retry-seconds=0"));
  }

  @Test
  void aRefusalIsPassedOn() {
    office.next(peer -> peer.send(new Response.Failure(ErrorCode.UNKNOWN_AGENCY, "1 to 5")));
    assertEquals(expected(ExitCode.REFUSED, "", "the office says UNKNOWN_AGENCY: 1 to 5"), run());
  }

  @Test
  void aRefusalByANewerOfficeIsPrintedWithItsNumber() {
    office.next(peer -> {
      peer.expect(Request.Hello.class);
      peer.send(new Response.Failure(99, "sales are closed"));
    });
    assertEquals(
        expected(ExitCode.REFUSED, "", "the office says error 99: sales are closed"), run());
  }

  @Test
  void theBatchesHaveAtMostTheBetsThatTheEnvironmentAllows() {
    office.draw(List.of());
    Map<String, String> environment = new HashMap<>(environment(office));
    environment.put("CLI_BATCH_MAXAMOUNT", "7");
    environment.put("CLI_FILE", file.toString());
    assertEquals(ExitCode.OK.code(), CommandRun.of(new AgencyCommand(), environment).exitCode());
    assertEquals(7, office.largestBatch());
  }

  @Test
  void aSettingsFileOfAnExistingDeploymentIsTakenWithOneWarning() throws IOException {
    office.draw(List.of());
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            server:
              address: "%s"
            loop:
              amount: 5
              period: "50ms"
            log:
              level: "INFO"
            batch:
              maxAmount: 10
            """
                .formatted(office.address()));
    assertEquals(
        expected(
            ExitCode.OK,
            "",
            "warning: "
                + config
                + ": without effect here: loop.amount (line 4), loop.period (line 5)"),
        run("--config=" + config));
    assertEquals(10, office.largestBatch());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--id=0             | --id=0: expected a whole number from 1 to 2147483647",
        "--draw=x           | --draw=x: expected a whole number from 0 to 2147483647",
        "--batch-max=65536  | --batch-max=65536: expected a whole number from 1 to 65535",
        "--retry-seconds=-1 | --retry-seconds=-1: expected a whole number from 0 to 86400",
        "--server=office    | --server=office: expected HOST:PORT or [IPV6]:PORT with a port from 1"
            + " to 65535",
        "--server=a:1,office | --server=a:1,office: address 2: expected HOST:PORT or [IPV6]:PORT"
            + " with a port from 1 to 65535, found 'office'",
        "--log-level=LOUD   | --log-level=LOUD: expected one of DEBUG, INFO, WARNING, ERROR,"
            + " CRITICAL",
      })
  void aWrongValueIsNamedWithItsSettingAndWhatIsAllowed(String flag, String problem) {
    CommandRun run = run(flag);
    assertEquals(expected(ExitCode.USAGE, "", problem + "; try 'agency --help'"), run);
    assertEquals(0, office.greetings());
  }

  private CommandRun run(String... flags) {
    String[] arguments = Arrays.copyOf(flags, flags.length + 2);
    arguments[flags.length] = "--file";
    arguments[flags.length + 1] = file.toString();
    return CommandRun.of(new AgencyCommand(), environment(office), arguments);
  }
}
