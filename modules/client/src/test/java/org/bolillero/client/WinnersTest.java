package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.write;
import static org.bolillero.client.TestOffice.part;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinnersTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() {
    file = write(folder, bets(3));
  }

  @Test
  void winnersComeInOrderHoweverTheyAreCutIntoParts() throws Exception {
    List<List<Response.WinnersPart>> answers =
        List.of(
            List.of(part(3, true, "1", "1234567890123456", "3")),
            List.of(part(3, false, "1"), part(3, true, "1234567890123456", "3")),
            List.of(part(3, false, "1", "1234567890123456"), part(3, false, "3"), part(3, true)),
            List.of(
                part(part(3, false, "1", "1234567890123456"), true),
                part(part(3, true, "3"), true)));
    for (List<Response.WinnersPart> parts : answers) {
      assertEquals(List.of("1", "1234567890123456", "3"), winnersOf(parts));
    }
  }

  static List<List<Response>> answersThatDoNotAddUp() {
    return List.of(
        List.of(part(2, true, "1")),
        List.of(part(1, true, "1", "2")),
        List.of(part(1, false, "1", "2")),
        List.of(part(2, false, "1"), part(1, true, "2")),
        List.of(part(2, false, "1"), part(2, false)),
        List.of(part(4, false, "1")),
        List.of(part(part(2, false, "1"), true), part(2, true, "2")),
        List.of(part(2, false, "1"), part(part(2, true, "2"), true)),
        List.of(part(2, false, "1"), new Response.NotReady(1, 5)),
        List.of(new Response.NotReady(1, 5)));
  }

  @ParameterizedTest
  @MethodSource("answersThatDoNotAddUp")
  void winnersThatDoNotAddUpAreAnErrorAndNotAResult(List<Response> parts) {
    CommandException e = assertThrows(CommandException.class, () -> winnersOf(parts));
    assertEquals(ExitCode.UNREACHABLE, e.exitCode());
    assertTrue(String.valueOf(e.getMessage()).contains("unexpected"), e::toString);
  }

  @Test
  void anAgencyThatDoesNotWaitIsToldHowFarTheOthersAre() throws Exception {
    try (TestOffice office = new TestOffice();
        Agency agency = new Agency(settings(office, Duration.ZERO))) {
      assertEquals(
          OptionalInt.empty(),
          agency.submit(delivery(file, "--no-wait"), _ -> {}, WinnersTarget.NONE));
      office.draw(List.of("30000001"));
      assertEquals(List.of("30000001"), TestAgency.winners(agency, file));
    }
  }

  @Test
  void anAnswerThatIsCutOffComesAgainFromItsStart() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        Request request = peer.receive();
        for (; !(request instanceof Request.AskWinners); request = peer.receive()) {
          peer.answer(request);
        }
        peer.send(part(3, false, "30000000", "30000001"));
      });
      office.draw(List.of("30000000", "30000001", "30000002"));
      assertEquals(List.of("30000000", "30000001", "30000002"), TestAgency.winners(office, file));
    }
  }

  /** Another connection would not help. */
  @Test
  void winnersThatCannotBeKeptEndTheAgencyAtOnce() throws Exception {
    try (TestOffice office = new TestOffice();
        Agency agency = TestAgency.agency(settings(office))) {
      office.draw(List.of("30000001"));
      WinnersTarget full =
          new WinnersTarget() {
            @Override
            public void begin() {}

            @Override
            public void add(byte[] documents) throws CommandException {
              throw new CommandException(ExitCode.STORAGE_FAILED, "no room");
            }
          };
      CommandException e =
          assertThrows(CommandException.class, () -> agency.submit(delivery(file), _ -> {}, full));
      assertEquals(ExitCode.STORAGE_FAILED, e.exitCode());
      assertEquals("no room", e.getMessage());
      assertEquals(1, office.greetings());
    }
  }

  @Test
  void theWaitForTheDrawHasNoLimit() throws Exception {
    try (TestOffice office = new TestOffice();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Duration limit = Duration.ofSeconds(1);
      Duration never = Duration.ofDays(1);
      AgencySettings impatient = TestAgency.settings(office.address(), never, limit);
      Future<OptionalInt> outcome =
          threads.submit(() ->
              TestAgency.agency(impatient).submit(delivery(file), _ -> {}, WinnersTarget.NONE));
      // On a busy machine another answer may be late, and the agency come back for it.
      await().until(() -> office.asked() > 0);
      int greetings = office.greetings();
      await().during(limit.multipliedBy(2)).until(() -> !outcome.isDone());
      assertEquals(greetings, office.greetings());
      office.draw(List.of());
      assertTrue(outcome.get().isPresent());
    }
  }

  @Test
  void anAgencyThatWaitsForTheDrawComesBackAfterALoss() throws Exception {
    try (TestOffice office = new TestOffice()) {
      for (int i = 0; i < 3; i++) {
        office.next(peer -> {
          Request request = peer.receive();
          for (; !(request instanceof Request.AskWinners); request = peer.receive()) {
            peer.answer(request);
          }
          // Lost: the agency has finished and does not know yet who has won.
        });
      }
      office.draw(List.of("30000001"));
      assertEquals(List.of("30000001"), TestAgency.winners(office, file));
      assertEquals(4, office.greetings());
    }
  }

  private List<String> winnersOf(List<? extends Response> answers) throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        Request request = peer.receive();
        for (; !(request instanceof Request.AskWinners); request = peer.receive()) {
          peer.answer(request);
        }
        peer.send(answers.toArray(Response[]::new));
        peer.beSilent();
      });
      return TestAgency.winners(office, file);
    }
  }
}
