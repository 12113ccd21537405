package org.bolillero.client;

import static org.bolillero.client.LateAgency.BETS;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.bolillero.client.TestOffice.Peer;
import org.bolillero.client.TestOffice.Script;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged before the close counts, and the agency says which bets do not. */
class SalesClosedTest {
  @TempDir private Path folder;
  private Path file = Path.of("");
  private LateAgency late = new LateAgency(file);

  @BeforeEach
  void writeFile() {
    file = write(folder, BETS);
    late = new LateAgency(file);
  }

  /** The batches have ten bets, and are sent without waiting for answers. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "10, 10", "45, 40", "90, 90", "99, 90"})
  void theAgencyFinishesWithWhatWasAcknowledgedBeforeTheClose(int room, int counted)
      throws Exception {
    try (TestOffice office = new TestOffice().closeAt(room)) {
      late.assertClosed(office, counted);
      assertEquals(BETS.subList(0, counted), office.bets());
      assertTrue(office.isFinished());
      assertEquals(2, office.greetings());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 45})
  void anotherRunEndsInTheSameWayWithTheSameRowsAlsoAfterTheDraw(int room) throws Exception {
    int counted = room / 10 * 10;
    try (TestOffice office = new TestOffice().closeAt(room)) {
      late.assertClosed(office, counted);
      late.assertClosed(office, counted);
      office.draw(counted == 0 ? List.of() : List.of("30000003", "30000001"));
      SalesClosedException e = late.assertClosed(office, counted);
      assertEquals(OptionalInt.of(late.winners().size()), e.winners());
      assertEquals(counted == 0 ? List.of() : List.of("30000003", "30000001"), late.winners());
      assertEquals(counted, office.bets().size());
    }
  }

  /** It has finished for the others, but has not said so; the office welcomes it with stage 0. */
  @Test
  void anExcusedAgencyThatComesBackFinishesWithWhatCounts() throws Exception {
    try (TestOffice office = new TestOffice().with(BETS.subList(0, 37)).closeAt(37)) {
      late.assertClosed(office, 37);
      assertTrue(office.isFinished());
    }
  }

  @Test
  void anAgencyAllOfWhoseBetsCountNoticesNothingOfTheClose() throws Exception {
    try (TestOffice office = new TestOffice().with(BETS.subList(0, 50)).closeAt(100)) {
      office.draw(List.of("30000003"));
      assertEquals(OptionalInt.of(1), late.submit(office));
      assertEquals(List.of("30000003"), late.winners());
      assertEquals(List.of("", "the end"), late.rows());
      assertEquals(OptionalInt.of(1), late.submit(office));
    }
  }

  @Test
  void anAgencyThatHadFinishedBeforeTheCloseIsToldThatAsEver() throws Exception {
    try (TestOffice office = new TestOffice().with(BETS.subList(0, 50))) {
      office.finish();
      office.closeAt(50);
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          file + " has more bets than the 50 that agency 1 has finished with", e.getMessage());
      assertEquals(List.of(), late.rows());
    }
  }

  @Test
  void anotherFileThanTheCountedOneIsRefusedAsEver() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(101)).closeAt(101)) {
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertTrue(String.valueOf(e.getMessage()).contains("is not the file that"), e::toString);
      assertEquals(List.of(), late.rows());
      assertFalse(office.isFinished());
    }
  }

  /** Each connection ends at another point on the way from the error to the winners. */
  @Test
  void aConnectionThatIsLostOnTheWayChangesNothing() throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45)) {
      office.draw(List.of("30000003"));
      Script hearsNothingOfTheClose =
          peer -> {
            peer.welcome();
            for (int batch = 0; batch < 4; batch++) {
              peer.answer(peer.receive());
            }
            peer.swallow(peer.receive());
          };
      Script hearsOfIt = Peer::serve;
      Script isNotWelcomed = peer -> peer.expect(Request.Hello.class);
      Script isNotHeard =
          peer -> {
            peer.welcome();
            peer.expect(Request.Finish.class);
          };
      Script isNotToldThatItHasFinished =
          peer -> {
            peer.welcome();
            peer.swallow(peer.receive());
          };
      Script losesPartOfItsWinners =
          peer -> {
            peer.welcome();
            peer.expect(Request.AskWinners.class);
            peer.send(TestOffice.part(2, false, "30000009"));
          };
      List.of(
              hearsNothingOfTheClose,
              hearsOfIt,
              isNotWelcomed,
              isNotHeard,
              isNotToldThatItHasFinished,
              losesPartOfItsWinners)
          .forEach(office::next);
      assertEquals(OptionalInt.of(1), late.assertClosed(office, 40).winners());
      assertEquals(List.of("30000003"), late.winners());
      assertEquals(6, office.greetings());
    }
  }

  /** It counts what it has told to be stored; anything else is a contradiction. */
  @ParameterizedTest
  @ValueSource(ints = {41, 100})
  void anOfficeThatCountsOtherBetsThanItHadAcknowledgedIsNotBelieved(int stored) throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45)) {
      BetStreamDigest digest = new BetStreamDigest();
      office
          .next(Peer::serve)
          .next(peer -> {
            peer.expect(Request.Hello.class);
            peer.send(
                new Response.Welcome(
                    stored, digest.value(), 8192, Response.Stage.OPEN, OptionalInt.of(1)));
            peer.beSilent();
          });
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          "the office had said that sales are closed after 40 bets of %s, but has %d now"
              .formatted(file, stored),
          e.getMessage());
    }
  }

  @Test
  void aCloseThatMakesNoSenseIsPassedOn() throws Exception {
    List<Script> scripts =
        List.of(
            peer -> {
              peer.expect(Request.Hello.class);
              peer.send(failure(ErrorCode.CLOSED));
            },
            peer -> {
              peer.welcome();
              Request request = peer.receive();
              for (; request instanceof Request.Batch; request = peer.receive()) {
                peer.answer(request);
              }
              peer.send(failure(ErrorCode.CLOSED));
            });
    for (Script script : scripts) {
      try (TestOffice office = new TestOffice().next(script)) {
        CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
        assertEquals(ExitCode.CLOSED, e.exitCode());
        assertEquals("the office says CLOSED: because", e.getMessage());
        assertEquals(List.of(), late.rows());
      }
    }
  }

  @Test
  void withOneAttemptASecondConnectionIsMadeAllTheSame() throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45);
        Agency agency = new Agency(settings(office, Duration.ZERO))) {
      assertThrows(
          SalesClosedException.class,
          () -> agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE, UncountedTarget.NONE));
      assertTrue(office.isFinished());
    }
  }

  private static Response failure(ErrorCode code) {
    return new Response.Failure(code, "because");
  }
}
