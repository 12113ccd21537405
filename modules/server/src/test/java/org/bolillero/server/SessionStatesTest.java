package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every request in every state of a conversation, and what is answered to it. An error ends the
 * connection; after any other answer it goes on.
 */
class SessionStatesTest {
  private static final Request.Ping PING = new Request.Ping(ByteBuffer.wrap(new byte[] {1, 2, 3}));
  private static final BetBatch FIRST = TestBets.of(1, 3, 1);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          request              | before HELLO          | open           | finished         | drawn
          PING                 | PONG                  | PONG           | PONG             | PONG
          HELLO                | WELCOME 3 OPEN        | MALFORMED      | MALFORMED        | MALFORMED
          HELLO version 2      | WELCOME 3 OPEN draw 1 | MALFORMED      | MALFORMED        | MALFORMED
          HELLO version 3      | UNSUPPORTED_VERSION   | MALFORMED      | MALFORMED        | MALFORMED
          HELLO version 0      | UNSUPPORTED_VERSION   | MALFORMED      | MALFORMED        | MALFORMED
          HELLO draw 2         | WRONG_DRAW            | MALFORMED      | MALFORMED        | MALFORMED
          HELLO agency 3       | UNKNOWN_AGENCY        | MALFORMED      | MALFORMED        | MALFORMED
          BATCH next           | MALFORMED             | STORED 5       | ALREADY_FINISHED | ALREADY_FINISHED
          BATCH repeated       | MALFORMED             | STORED 3       | STORED 3         | STORED 3
          BATCH repeated part  | MALFORMED             | STORED 3       | STORED 3         | STORED 3
          BATCH overlapping    | MALFORMED             | OUT_OF_ORDER   | OUT_OF_ORDER     | OUT_OF_ORDER
          BATCH after a gap    | MALFORMED             | OUT_OF_ORDER   | OUT_OF_ORDER     | OUT_OF_ORDER
          BATCH at the limit   | MALFORMED             | OUT_OF_ORDER   | OUT_OF_ORDER     | OUT_OF_ORDER
          BATCH with a bad bet | MALFORMED             | REJECTED 3 1   | REJECTED 3 1     | REJECTED 3 1
          FINISH               | MALFORMED             | FINISHED 1 2   | FINISHED 1 2     | FINISHED 2 2
          FINISH other total   | MALFORMED             | TOTALS_DIFFER  | TOTALS_DIFFER    | TOTALS_DIFFER
          FINISH other digest  | MALFORMED             | TOTALS_DIFFER  | TOTALS_DIFFER    | TOTALS_DIFFER
          WINNERS? at once     | MALFORMED             | NOT_READY 0 2  | NOT_READY 1 2    | WINNERS 1
          WINNERS? waiting     | MALFORMED             | NOT_FINISHED   | WINNERS 1, later | WINNERS 1
          """,
      useHeadersInDisplayName = true)
  void everyRequestHasItsAnswerInEveryState(
      String name, String before, String open, String finished, String drawn) throws Exception {
    assertEquals(before, answer(name, State.BEFORE_HELLO));
    assertEquals(open, answer(name, State.OPEN));
    assertEquals(finished, answer(name, State.FINISHED));
    assertEquals(drawn, answer(name, State.DRAWN));
  }

  private enum State {
    BEFORE_HELLO,
    OPEN,
    FINISHED,
    DRAWN
  }

  /** Brings a conversation of agency 1 of 2, which has sent three bets, into a state, and asks. */
  private String answer(String name, State state) throws Exception {
    Request request = requestOf(name);
    try (CentralOffice office = new OfficeSetup(folder.resolve(state.name()), 2).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1);
        TestAgency stranger = new TestAgency(office.port(), 1)) {
      agency.submit(FIRST);
      if (state.compareTo(State.FINISHED) >= 0) {
        agency.finish();
      }
      if (state == State.DRAWN) {
        finishTheOther(office);
      }
      TestAgency asking = state == State.BEFORE_HELLO ? stranger : agency;
      asking.send(request);
      if (state == State.FINISHED && request.equals(new Request.AskWinners(true))) {
        asking.send(PING);
        finishTheOther(office);
        String later = Answers.describe(asking.receive()) + ", later";
        asking.receive(Response.Pong.class);
        return later;
      }
      return answer(asking);
    }
  }

  private static void finishTheOther(CentralOffice office) throws Exception {
    TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 0));
  }

  private static String answer(TestAgency agency) throws Exception {
    Response response = agency.receive();
    if (response instanceof Response.Failure) {
      assertEquals(Optional.empty(), agency.receiveIfAny());
    } else {
      assertEquals(PING.echo(), agency.ask(PING, Response.Pong.class).echo());
    }
    return Answers.describe(response);
  }

  private static Request requestOf(String name) {
    Digest digest = TestBets.digest(List.of(FIRST));
    return switch (name) {
      case "PING" -> PING;
      case "HELLO" -> new Request.Hello(1, 1, 1);
      case "HELLO version 2" -> new Request.Hello(2, 1, 1);
      case "HELLO version 3" -> new Request.Hello(3, 1, 1);
      case "HELLO version 0" -> new Request.Hello(0, 1, 1);
      case "HELLO draw 2" -> new Request.Hello(1, 2, 1);
      case "HELLO agency 3" -> new Request.Hello(1, 1, 3);
      case "BATCH next" -> new Request.Batch(3, TestBets.losing(1, 3, 5));
      case "BATCH repeated" -> new Request.Batch(0, FIRST);
      case "BATCH repeated part" -> new Request.Batch(1, TestBets.losing(1, 1, 2));
      case "BATCH overlapping" -> new Request.Batch(2, TestBets.losing(1, 2, 4));
      case "BATCH after a gap" -> new Request.Batch(4, TestBets.losing(1, 4, 5));
      case "BATCH at the limit" -> new Request.Batch(Long.MAX_VALUE - 1, TestBets.losing(1, 4, 5));
      case "BATCH with a bad bet" -> new Request.Batch(3, TestBets.withBadNumber(1, 3, 2, 1));
      case "FINISH" -> new Request.Finish(3, digest);
      case "FINISH other total" -> new Request.Finish(2, digest);
      case "FINISH other digest" -> new Request.Finish(3, Digest.of(ByteBuffer.allocate(1)));
      case "WINNERS? at once" -> new Request.AskWinners(false);
      case "WINNERS? waiting" -> new Request.AskWinners(true);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
