package org.bolillero.client;

import static org.bolillero.client.CommandRun.expected;
import static org.bolillero.client.TestAgency.bet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BetCommandTest {
  private TestOffice office;
  private Map<String, String> environment;

  @BeforeEach
  void open() throws IOException {
    office = new TestOffice();
    environment = new HashMap<>(CommandRun.environment(office));
    environment.put("NOMBRE", "Santiago Lionel");
    environment.put("APELLIDO", "Lorca Ñandú");
    environment.put("DOCUMENTO", "30904465");
    environment.put("NACIMIENTO", "1999-03-17");
    environment.put("NUMERO", "7574");
  }

  @AfterEach
  void close() throws IOException {
    office.close();
  }

  @Test
  void theBetOfTheEnvironmentIsAddedAndTheAgencyHasNotFinished() {
    office.with(List.of(bet(0)));
    assertEquals(expected(ExitCode.OK, "", ""), run());
    assertEquals(
        List.of(
            bet(0),
            new Bet("Santiago Lionel", "Lorca Ñandú", "30904465", LocalDate.of(1999, 3, 17), 7574)),
        office.bets());
    assertFalse(office.isFinished());
  }

  @Test
  void everyFieldThatIsWrongIsNamed() {
    environment.put("APELLIDO", "x".repeat(255));
    environment.put("DOCUMENTO", "12a");
    environment.put("NACIMIENTO", "2999-01-01");
    environment.put("NUMERO", "-1");
    assertEquals(
        expected(
            ExitCode.USAGE,
            "",
            "APELLIDO="
                + "x".repeat(255)
                + ": expected 0 to 254 bytes of UTF-8, found 255 or more; DOCUMENTO=12a: expected 1"
                + " to 16 ASCII digits, found \"12a\"; NACIMIENTO=2999-01-01: expected a date from"
                + " 1900-01-01 to today, DAY, as YYYY-MM-DD, found 2999-01-01; NUMERO=-1: expected"
                + " a number from 0 to 9999, found \"-1\""),
        onAnyDay(run()));
    assertEquals(0, office.greetings());
  }

  /** Without the day that it is. */
  private static CommandRun onAnyDay(CommandRun run) {
    return new CommandRun(
        run.exitCode(), run.out(), run.err().replaceAll("today, [0-9-]{10},", "today, DAY,"));
  }

  @Test
  void everyFieldThatIsMissingIsNamed() {
    environment.keySet().removeAll(List.of("NOMBRE", "NACIMIENTO"));
    CommandRun run = run();
    assertEquals(ExitCode.USAGE.code(), run.exitCode());
    assertTrue(run.err().contains("NOMBRE") && run.err().contains("NACIMIENTO"), run::err);
    assertFalse(run.err().contains("APELLIDO"), run::err);
  }

  /** A variable that is empty counts as not set; a flag is meant as it is. */
  @Test
  void aPersonWithASingleNameHasAnEmptyFlag() {
    environment.put("APELLIDO", "");
    CommandRun missing = run();
    assertEquals(ExitCode.USAGE.code(), missing.exitCode());
    assertTrue(missing.err().contains("missing --apellido (or APELLIDO"), missing::err);
    assertEquals(
        expected(ExitCode.USAGE, "", "NOMBRE=: expected 1 to 254 bytes of UTF-8, found 0"),
        run("--nombre=", "--apellido="));
    assertEquals(0, office.greetings());

    assertEquals(expected(ExitCode.OK, "", ""), run("--apellido", ""));
    assertEquals(
        List.of(new Bet("Santiago Lionel", "", "30904465", LocalDate.of(1999, 3, 17), 7574)),
        office.bets());
  }

  @Test
  void textThatTheLocaleCouldNotExpressIsRefused() {
    environment.put("NOMBRE", "Nicol\uFFFD\uFFFDs");
    assertEquals(
        expected(
            ExitCode.USAGE,
            "",
            "NOMBRE=Nicol\uFFFD\uFFFDs: is not in the encoding of the locale; set LC_ALL=C.UTF-8"),
        run());
    assertEquals(0, office.greetings());
  }

  @Test
  void anAgencyThatHasFinishedIsRefused() {
    office.finish();
    assertEquals(
        expected(ExitCode.REFUSED, "", "agency 1 has finished, so it cannot add a bet"), run());
  }

  @Test
  void afterTheCloseNoBetIsAdded() {
    office.with(List.of(bet(0))).closeAt(1);
    CommandRun closed =
        expected(
            ExitCode.CLOSED,
            "",
            "agency 1 cannot add a bet: the office says CLOSED: sales are closed; 1 bets of agency"
                + " 1 count");
    assertEquals(closed, run());
    office.finish();
    assertEquals(closed, run());
    assertEquals(List.of(bet(0)), office.bets());
  }

  private CommandRun run(String... flags) {
    return CommandRun.of(new BetCommand(), environment, flags);
  }
}
