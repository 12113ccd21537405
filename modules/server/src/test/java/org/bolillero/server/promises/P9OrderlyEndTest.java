package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An office that is told to end finishes what it has received, tells everybody, and leaves nothing.
 */
class P9OrderlyEndTest {
  @TempDir Path folder;
  private List<String> openBefore = List.of();

  /** What the JVM opens once and keeps is open before it counts. */
  @BeforeAll
  static void warmUp(@TempDir Path other) throws Exception {
    try (CentralOffice office = new OfficeSetup(other, 1).open()) {
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 1, 0));
    }
  }

  @BeforeEach
  void lookWhatIsOpen() throws IOException {
    openBefore = OpenResources.now(folder);
  }

  @AfterEach
  void nothingIsLeftOpen() {
    await()
        .pollDelay(Duration.ZERO)
        .untilAsserted(() -> assertEquals(openBefore, OpenResources.now(folder)));
  }

  @Test
  void anOfficeThatHasNotHeldItsDrawCloses() throws Exception {
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void anOfficeThatHasHeldItsDrawCloses() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open()) {
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 5, 1));
    }
  }

  @Test
  void whatWasReceivedIsStoredAndAcknowledgedBeforeTheEnd() throws Exception {
    CentralOffice office = new OfficeSetup(folder, 1).sessionsMax(1).open();
    try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Insight.permits(office).acquire();
      agency.send(agency.next(TestBets.losing(1, 0, 50)));
      await().until(() -> Insight.permits(office).getQueueLength() == 1);
      Background<?> closing = Background.run(office::close);
      await().untilAsserted(() -> assertListensNoMore(office));
      assertFalse(closing.isDone());
      Insight.permits(office).release();
      assertEquals(50, agency.receive(Response.Stored.class).stored());
      agency.receiveError(ErrorCode.SHUTTING_DOWN);
      agency.hangUp();
      closing.await();
    }
    assertEquals(50, StoredLog.in(folder).bets(1).size());
  }

  private static void assertListensNoMore(CentralOffice office) {
    assertThrows(ConnectException.class, () -> new TestAgency(office.port(), 1));
  }

  @Test
  void everybodyIsToldThatTheOfficeStops() throws Exception {
    CentralOffice office = new OfficeSetup(folder, 4).open();
    // The stranger is the first: connections are accepted in order, so it is no longer in the
    // queue.
    try (TestAgency stranger = new TestAgency(office.port(), 4);
        TestAgency waiting = TestAgency.greeted(office.port(), 1);
        TestAgency idle = TestAgency.greeted(office.port(), 2);
        TestAgency half = TestAgency.greeted(office.port(), 3)) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      half.sendRaw((byte) 0, (byte) 0);
      Background<?> closing = Background.run(office::close);
      for (TestAgency each : List.of(waiting, idle, half, stranger)) {
        each.receiveError(ErrorCode.SHUTTING_DOWN);
        each.hangUp();
      }
      closing.await();
    }
  }

  @Test
  void anAgencyThatTakesNothingIsCutOffAfterTheShutdownTimeout() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 1).shutdownTimeout(Duration.ofSeconds(1));
    CentralOffice office = setup.open();
    try (TestAgency deaf = TestAgency.greeted(office.port(), 1)) {
      Background<?> pinging = pingWithoutEnd(deaf);
      office.close();
      assertThrows(IOException.class, pinging::await);
    }
  }

  @Test
  void anAgencyThatTakesNothingKeepsNobodyElseFromBeingTold() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 2).shutdownTimeout(Duration.ofDays(1));
    CentralOffice office = setup.open();
    try (TestAgency deaf = TestAgency.greeted(office.port(), 1);
        TestAgency idle = TestAgency.greeted(office.port(), 2)) {
      Background<?> pinging = pingWithoutEnd(deaf);
      Background<?> closing = Background.run(office::close);
      idle.receiveError(ErrorCode.SHUTTING_DOWN);
      assertFalse(closing.isDone());
      deaf.hangUp();
      assertThrows(IOException.class, pinging::await);
      closing.await();
    }
  }

  private static Background<?> pingWithoutEnd(TestAgency deaf) {
    Request[] pings = new Request[500];
    Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
    return Background.run(() -> {
      while (true) {
        deaf.send(pings);
      }
    });
  }

  @Test
  void closingTwiceAndFromManyThreadsIsClosingOnce() throws Exception {
    CentralOffice office = new OfficeSetup(folder, 1).open();
    try (TestAgency idle = TestAgency.greeted(office.port(), 1)) {
      List<Background<?>> closing =
          List.of(
              Background.run(office::close),
              Background.run(office::close),
              Background.run(office::close));
      idle.receiveError(ErrorCode.SHUTTING_DOWN);
      idle.hangUp();
      for (Background<?> each : closing) {
        each.await();
        assertListensNoMore(office);
      }
    }
    office.close();
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void anInterruptedThreadClosesEverythingAtOnceAndStaysInterrupted() throws Exception {
    Duration never = Duration.ofDays(1);
    CentralOffice office = new OfficeSetup(folder, 1).shutdownTimeout(never).open();
    try (TestAgency idle = TestAgency.greeted(office.port(), 1)) {
      Thread.currentThread().interrupt();
      office.close();
      assertTrue(Thread.interrupted());
      idle.awaitEnd();
    }
  }

  /**
   * Also below the backlog the system forgets some connections that were not accepted yet when a
   * port closes, and tells who has connected only when they say something. So they do, but only
   * after the office has closed: it must not need that.
   */
  @RepeatedTest(10)
  void aConnectionThatWasJustAcceptedDoesNotHoldUpTheEnd() throws Exception {
    Duration never = Duration.ofDays(1);
    CentralOffice office =
        new OfficeSetup(folder, 1).handshakeTimeout(never).shutdownTimeout(never).open();
    Queue<TestAgency> silent = new ConcurrentLinkedQueue<>();
    Background<?> connecting =
        Background.run(() -> {
          while (silent.size() < 300) {
            silent.add(new TestAgency(office.port(), 1));
          }
          throw new IOException("enough");
        });
    await().pollInterval(Duration.ofMillis(1)).until(() -> silent.size() > 3);
    Background<?> closing = Background.run(office::close);
    assertThrows(IOException.class, connecting::await);
    Background<?> leaving =
        Background.run(() -> {
          for (TestAgency each : silent) {
            each.awaitEnd();
            each.hangUp();
          }
        });
    closing.await();
    for (TestAgency each : silent) {
      each.sendIfOpen(each.hello());
    }
    leaving.await();
  }
}
