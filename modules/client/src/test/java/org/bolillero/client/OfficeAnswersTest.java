package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.submit;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.bolillero.client.TestOffice.Script;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an agency takes what an office may say, and what none should. */
class OfficeAnswersTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() {
    file = write(folder, bets(100));
  }

  /** What CLOSED has an agency do is in {@link SalesClosedTest}. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
  void anErrorEndsTheDeliveryOrHasItStartAgainAsItsCodeSays(ErrorCode code) throws Exception {
    Response failure = new Response.Failure(code, "because");
    List<Script> scripts =
        List.of(
            peer -> peer.send(failure),
            peer -> {
              peer.expect(Request.Hello.class);
              peer.send(failure);
            },
            peer -> {
              peer.welcome();
              peer.answer(peer.receive());
              peer.expect(Request.Batch.class);
              peer.send(failure);
            },
            peer -> {
              peer.welcome();
              Request request = peer.receive();
              for (; request instanceof Request.Batch; request = peer.receive()) {
                peer.answer(request);
              }
              peer.send(failure);
            });
    for (Script script : scripts) {
      try (TestOffice office = new TestOffice().next(script)) {
        office.draw(List.of());
        if (code.isRetryable()) {
          submit(office, file);
          assertEquals(bets(100), office.bets());
        } else {
          CommandException e = assertThrows(CommandException.class, () -> submit(office, file));
          assertEquals(ExitCode.REFUSED, e.exitCode());
          assertEquals("the office says " + code + ": because", e.getMessage());
        }
      }
    }
  }

  /** The numbers of the errors that are yet to come. */
  @ParameterizedTest
  @ValueSource(ints = {16, 99, 0xFFFF})
  void anErrorThatTheAgencyDoesNotKnowEndsItWithNumberAndText(int code) throws Exception {
    Response failure = new Response.Failure(code, "something new");
    List<Script> scripts =
        List.of(
            peer -> {
              peer.expect(Request.Hello.class);
              peer.send(failure);
            },
            peer -> {
              peer.welcome();
              peer.answer(peer.receive());
              peer.send(failure);
            });
    for (Script script : scripts) {
      try (TestOffice office = new TestOffice().next(script)) {
        CommandException e = assertThrows(CommandException.class, () -> submit(office, file));
        assertEquals(ExitCode.REFUSED, e.exitCode());
        assertEquals("the office says error " + code + ": something new", e.getMessage());
        assertTrue(office.greetings() <= 1, "it came back");
      }
    }
  }

  @Test
  void whatTheOfficeHasSaidCountsForMoreThanThatItNoLongerReads() throws Exception {
    Path large = write(folder, bets(300_000));
    try (TestOffice office =
        new TestOffice()
            .next(peer -> {
              peer.welcome();
              peer.expect(Request.Batch.class);
              peer.send(new Response.Failure(ErrorCode.SUPERSEDED, "by another"));
            })) {
      CommandException e = assertThrows(CommandException.class, () -> submit(office, large));
      assertEquals("the office says SUPERSEDED: by another", e.getMessage());
    }
  }

  static List<Response> answersToABatchThatMakeNoSense() {
    return List.of(
        new Response.Stored(101),
        new Response.Finished(1, 5),
        new Response.NotReady(1, 5),
        new Response.Pong(ByteBuffer.allocate(3)),
        new Response.Welcome(
            0, new BetStreamDigest().value(), 8192, Response.Stage.OPEN, OptionalInt.of(1)),
        new Response.Rejected(100, 0, BetField.NUMBER, "never sent"),
        new Response.Rejected(Long.MAX_VALUE, 1, BetField.NUMBER, "never sent"),
        TestOffice.part(0, true));
  }

  @ParameterizedTest
  @MethodSource("answersToABatchThatMakeNoSense")
  void anAnswerThatMakesNoSenseEndsTheDelivery(Response answer) throws Exception {
    try (TestOffice office =
        new TestOffice()
            .next(peer -> {
              peer.welcome();
              peer.expect(Request.Batch.class);
              peer.send(answer);
              peer.beSilent();
            })) {
      // A bad row after the batch keeps FINISH from being sent, which FINISHED would answer.
      String rows = bets(10).stream().map(bet -> TestAgency.row(bet) + "\n").collect(joining());
      Path bad = write(folder, rows + "x\n");
      assertNotAnOffice(office, bad);
    }
  }

  @Test
  void anOfficeThatTakesBackWhatItHasAcknowledgedIsNone() throws Exception {
    try (TestOffice office =
        new TestOffice()
            .next(peer -> {
              peer.welcome();
              peer.expect(Request.Batch.class);
              peer.send(new Response.Stored(10), new Response.Stored(9));
              peer.beSilent();
            })) {
      assertNotAnOffice(office, file);
    }
  }

  @Test
  void whatDoesNotGreetBackIsNoOffice() throws Exception {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII);
    byte[] unknownType = {0, 0, 0, 1, 0x66};
    List<Script> scripts =
        List.of(
            peer -> peer.sendBytes(http),
            peer -> peer.sendBytes(unknownType),
            peer -> peer.send(new Response.Stored(0)));
    for (Script script : scripts) {
      try (TestOffice office = new TestOffice().next(script)) {
        assertNotAnOffice(office, file);
      }
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsALostConnection() throws Exception {
    List<Script> scripts =
        List.of(
            TestOffice.Peer::beSilent,
            peer -> {
              peer.welcome();
              peer.beSilent();
            },
            peer -> {
              peer.welcome();
              peer.answer(peer.receive());
              peer.beSilent();
            });
    for (Script script : scripts) {
      try (TestOffice office = new TestOffice().next(script)) {
        office.draw(List.of());
        Duration limit = Duration.ofSeconds(1);
        AgencySettings settings = TestAgency.settings(office.address(), Duration.ZERO, limit);
        try (Agency impatient = TestAgency.agency(settings)) {
          CommandException e =
              assertThrows(
                  CommandException.class,
                  () -> impatient.submit(TestAgency.delivery(file), _ -> {}, WinnersTarget.NONE));
          assertEquals(ExitCode.UNREACHABLE, e.exitCode());
          assertTrue(String.valueOf(e.getMessage()).contains("did not answer"), e::toString);
        }
        submit(office, file);
        assertEquals(bets(100), office.bets());
      }
    }
  }

  private static void assertNotAnOffice(TestOffice office, Path file) {
    CommandException e = assertThrows(CommandException.class, () -> submit(office, file));
    assertEquals(ExitCode.UNREACHABLE, e.exitCode());
    String start = office.address() + " does not speak as an office does: ";
    assertTrue(String.valueOf(e.getMessage()).startsWith(start), e::toString);
  }
}
