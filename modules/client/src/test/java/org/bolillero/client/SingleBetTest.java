package org.bolillero.client;

import static org.bolillero.client.TestAgency.bet;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bolillero.client.TestOffice.Script;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetField;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SingleBetTest {
  private static final String UNCLEAR =
      "; whether bet %d of agency 1 is this one is not known, so look at the office's log dump";

  private static final Script LOSES_IT =
      peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
      };

  private static final Script STORES_IT_SILENTLY =
      peer -> {
        peer.welcome();
        peer.swallow(peer.receive());
      };

  @Test
  void aBetIsAddedAfterThoseThatAreStoredAndTheAgencyHasNotFinished() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(3))) {
      submit(office, bet(3));
      submit(office, bet(4));
      assertEquals(bets(5), office.bets());
      assertFalse(office.isFinished());
    }
  }

  @Test
  void aBetThatBreaksARuleIsNotSent() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Bet bad = new Bet("Ana", "Paz", "12a", bet(0).birthDate(), 7);
      CommandException e = assertThrows(CommandException.class, () -> submit(office, bad));
      assertEquals(ExitCode.BAD_INPUT, e.exitCode());
      assertEquals("document: expected 1 to 16 ASCII digits, found \"12a\"", e.getMessage());
      assertEquals(0, office.greetings());
    }
  }

  @Test
  void aBetThatTheOfficeRejectsIsNamedByField() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
        peer.send(new Response.Rejected(0, 0, BetField.BIRTH_DATE, "tomorrow"));
      });
      CommandException e = assertThrows(CommandException.class, () -> submit(office, bet(0)));
      assertEquals(ExitCode.BAD_INPUT, e.exitCode());
      assertEquals("the office rejects the bet: birth date: tomorrow", e.getMessage());
    }
  }

  @Test
  void anAgencyThatHasFinishedCannotAddABet() throws Exception {
    try (TestOffice office = new TestOffice();
        Agency agency = new Agency(settings(office, Duration.ZERO))) {
      office.finish();
      CommandException e = assertThrows(CommandException.class, () -> agency.submit(bet(0)));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals("agency 1 has finished, so it cannot add a bet", e.getMessage());
    }
  }

  @Test
  void aBetThatWasLostOnTheWayIsSentAgain() throws Exception {
    for (List<Bet> before : List.of(bets(0), bets(3))) {
      try (TestOffice office = new TestOffice().with(before).next(LOSES_IT).next(LOSES_IT)) {
        submit(office, bet(before.size()));
        assertEquals(bets(before.size() + 1), office.bets());
      }
    }
  }

  @Test
  void anOnlyBetIsKnownToBeStoredAlsoIfItsAcknowledgementWasLost() throws Exception {
    try (TestOffice office = new TestOffice().next(LOSES_IT).next(STORES_IT_SILENTLY)) {
      submit(office, bet(0));
      assertEquals(bets(1), office.bets());
    }
  }

  @Test
  void anOnlyBetIsNotTakenForAnotherOne() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
        office.with(bets(1));
      });
      CommandException e = assertThrows(CommandException.class, () -> submit(office, bet(1)));
      assertEquals("the connection was lost" + UNCLEAR.formatted(1), e.getMessage());
      assertEquals(bets(1), office.bets());
    }
  }

  @Test
  void aBetAmongOthersWhoseAcknowledgementWasLostIsNotSentTwiceAndNotClaimed() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(3)).next(STORES_IT_SILENTLY)) {
      CommandException e = assertThrows(CommandException.class, () -> submit(office, bet(3)));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertEquals("the connection was lost" + UNCLEAR.formatted(4), e.getMessage());
      assertEquals(bets(4), office.bets());
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void anErrorSaysThatTheBetWasNotStoredUnlessItCannotSay(ErrorCode code) throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
        peer.send(new Response.Failure(code, "because"));
      });
      if (code.isRetryable()) {
        submit(office, bet(0));
        assertEquals(bets(1), office.bets());
      } else {
        CommandException e = assertThrows(CommandException.class, () -> submit(office, bet(0)));
        String unclear = code == ErrorCode.SUPERSEDED ? UNCLEAR.formatted(1) : "";
        String said = "the office says " + code + ": because" + unclear;
        String expected =
            switch (code) {
              case ALREADY_FINISHED -> "agency 1 has finished, so it cannot add a bet";
              case CLOSED -> "agency 1 cannot add a bet: " + said;
              default -> said;
            };
        assertEquals(expected, e.getMessage());
        assertEquals(code == ErrorCode.CLOSED ? ExitCode.CLOSED : ExitCode.REFUSED, e.exitCode());
      }
    }
  }

  @Test
  void anOfficeThatDoesNotComeBackLeavesItUnclear() throws Exception {
    try (TestOffice office = new TestOffice().next(LOSES_IT);
        Agency agency = new Agency(settings(office, Duration.ZERO))) {
      CommandException e = assertThrows(CommandException.class, () -> agency.submit(bet(0)));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertTrue(String.valueOf(e.getMessage()).endsWith(UNCLEAR.formatted(1)), e::toString);
    }
  }

  private static void submit(TestOffice office, Bet bet) throws CommandException {
    try (Agency agency = TestAgency.agency(settings(office))) {
      agency.submit(bet);
    }
  }
}
