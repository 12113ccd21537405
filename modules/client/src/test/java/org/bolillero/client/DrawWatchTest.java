package org.bolillero.client;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an agency that waits for the draw looks whether its office is there, and what it sees. */
class DrawWatchTest {
  private static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

  private final List<Socket> asked = new ArrayList<>();
  private TestOffice office;
  private TestOffice other;

  @BeforeEach
  void open() throws IOException {
    office = new TestOffice();
    other = new TestOffice();
  }

  @AfterEach
  void close() throws IOException {
    office.close();
    other.close();
  }

  @Test
  void looksBecomeRarerAsLongAsTheOfficeAnswers() throws Exception {
    DrawWatch watch = watch(offices(), ANSWER_TIMEOUT, constant(true));
    try (Connection waiting = connect()) {
      for (int minutes : new int[] {1, 2, 4, 4}) {
        assertEquals(Duration.ofMinutes(minutes), watch.untilNext());
        watch.look(waiting);
      }
    }
    assertEquals(0, other.accepted());
  }

  @Test
  void whateverTheOfficeAnswersItIsThere() throws Exception {
    DrawWatch watch = watch(offices(), ANSWER_TIMEOUT, constant(true));
    try (Connection waiting = connect()) {
      for (ErrorCode error : new ErrorCode[] {ErrorCode.BUSY, ErrorCode.FORBIDDEN}) {
        office.next(peer -> peer.send(new Response.Failure(error, "not now")));
        watch.look(waiting);
      }
    }
    assertEquals(3, office.accepted());
    assertEquals(0, other.accepted());
  }

  @Test
  void anOfficeThatIsSilentIsNotLeftForOneThatDoesNotLead() throws Exception {
    DrawWatch watch = watch(offices(), Duration.ofMillis(50), constant(true));
    try (Connection waiting = connect()) {
      office.pause();
      for (ErrorCode error : new ErrorCode[] {ErrorCode.UNAVAILABLE, ErrorCode.UNKNOWN_AGENCY}) {
        other.next(peer -> {
          peer.expect(Request.Hello.class);
          peer.send(new Response.Failure(error, "another office leads"));
        });
        watch.look(waiting);
      }
    }
    await().until(() -> other.accepted() == 2);
    assertEquals(0, other.greetings());
  }

  @Test
  void looksAreSpreadOverHalfOfTheTime() {
    DrawWatch earliest = watch(offices(), ANSWER_TIMEOUT, constant(false));
    assertEquals(Duration.ofSeconds(30), earliest.untilNext());
  }

  @Test
  void aShorterAnswerTimeoutTakesThePlaceOfTheMinute() {
    DrawWatch watch = watch(offices(), Duration.ofSeconds(4), constant(true));
    assertEquals(Duration.ofSeconds(4), watch.untilNext());
  }

  @Test
  void theOnlyOfficeIsNotLookedAt() {
    Offices only = new Offices(ServerAddresses.parse(office.address().toString()));
    assertEquals(Duration.ZERO, watch(only, ANSWER_TIMEOUT, constant(true)).untilNext());
  }

  @Test
  void afterALookThatFoundNobodyTheNextOneComesSoon() throws Exception {
    DrawWatch watch = watch(offices(), ANSWER_TIMEOUT, constant(true));
    try (Connection waiting = connect()) {
      watch.look(waiting);
      assertEquals(Duration.ofMinutes(2), watch.untilNext());
      close();
      watch.look(waiting);
      assertEquals(Duration.ofMinutes(1), watch.untilNext());
    }
  }

  /** The other one may hear it late, and take its connection for a newer one. */
  @Test
  void aGreetingThatAnotherOfficeDoesNotAnswerIsCountedAndOneThatIsNotSentIsNot() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      Offices offices =
          new Offices(
              ServerAddresses.parse(
                  "%s,%s,%s".formatted(office.address(), other.address(), nobody.address())));
      DrawWatch watch = watch(offices, Duration.ofMillis(50), constant(true));
      try (Connection waiting = connect()) {
        office.pause();
        other.pause();
        watch.look(waiting);
      }
      assertTrue(offices.excuseSuperseded());
      assertFalse(offices.excuseSuperseded());
    }
  }

  @Test
  void theOfficeIsLeftWhenItIsNotThereAndAnotherOneWelcomesTheAgency() throws Exception {
    Offices offices = offices();
    DrawWatch watch = watch(offices, ANSWER_TIMEOUT, constant(true));
    try (Connection waiting = connect()) {
      office.close();
      IOException e = assertThrows(IOException.class, () -> watch.look(waiting));
      assertEquals(
          "the office does not answer any more, but %s does".formatted(other.address()),
          e.getMessage());
    }
    // If its name has more addresses, the next attempt begins with another one.
    assertEquals(1, offices.firstAddress());
    assertEquals(2, asked.size());
    assertTrue(asked.stream().allMatch(Socket::isClosed));
  }

  private Offices offices() {
    return new Offices(ServerAddresses.parse(office.address() + "," + other.address()));
  }

  private Connection connect() throws IOException {
    return new Dialer(Layer.NONE).dial(office.address(), ANSWER_TIMEOUT, 0, _ -> {});
  }

  private DrawWatch watch(Offices offices, Duration answerTimeout, RandomGenerator random) {
    Request.Hello hello = new Request.Hello(Protocol.VERSION, 1, TestAgency.ID);
    return new DrawWatch(new Dialer(Layer.NONE), offices, hello, answerTimeout, asked::add, random);
  }

  /** The longest time that there can be, or the shortest. */
  private static RandomGenerator constant(boolean isLongest) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public long nextLong(long bound) {
        return isLongest ? bound - 1 : 0;
      }
    };
  }
}
