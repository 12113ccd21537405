package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wait for an agency has a limit, and the error names the setting. */
class P7TimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final int DRIBBLED_BYTES = 1_000_000;

  @TempDir Path folder;

  @Test
  void aStrangerWhoSaysNothingIsDropped() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).handshakeTimeout(SHORT).open();
        TestAgency stranger = new TestAgency(office.port(), 1)) {
      assertTimeout("handshake-timeout", stranger);
    }
  }

  @Test
  void aStrangerWhoStopsInTheMiddleOfTheGreetingIsDropped() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).handshakeTimeout(SHORT).open();
        TestAgency stranger = new TestAgency(office.port(), 1)) {
      stranger.sendRaw((byte) 0, (byte) 0, (byte) 0);
      assertTimeout("handshake-timeout", stranger);
    }
  }

  @Test
  void aStrangerWhoPingsWithoutEndIsDropped() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).handshakeTimeout(SHORT).open();
        TestAgency stranger = new TestAgency(office.port(), 1)) {
      Background<?> pinging = pingWithoutEnd(stranger);
      Response answer = stranger.receive();
      while (answer instanceof Response.Pong) {
        answer = stranger.receive();
      }
      assertEquals(ErrorCode.TIMEOUT.code(), ((Response.Failure) answer).code());
      stranger.hangUp();
      assertThrows(IOException.class, pinging::await);
    }
  }

  private static Background<?> pingWithoutEnd(TestAgency stranger) {
    Request[] pings = new Request[500];
    Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
    return Background.run(() -> {
      while (true) {
        stranger.send(pings);
      }
    });
  }

  @Test
  void anAgencyThatSaysNothingForLongIsDropped() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).idleTimeout(SHORT).open();
        TestAgency idle = TestAgency.greeted(office.port(), 1)) {
      assertTimeout("idle-timeout", idle);
    }
  }

  @Test
  void anAgencyThatWaitsForTheDrawIsNotIdle() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).idleTimeout(SHORT).open();
        TestAgency waiting = new TestAgency(office.port(), 1)) {
      sayAllAtOnce(waiting, TestBets.of(1, 1, 0));
      for (int i = 0; i < 3; i++) {
        try (TestAgency idle = TestAgency.greeted(office.port(), 2)) {
          assertTimeout("idle-timeout", idle);
        }
      }
      try (TestAgency last = new TestAgency(office.port(), 2)) {
        sayAllAtOnce(last, TestBets.of(2, 1, 0));
        assertEquals(List.of(), last.receiveWinners());
      }
      assertEquals(List.of(), waiting.receiveWinners());
      assertTimeout("idle-timeout", waiting);
    }
  }

  /** Up to the wait for the draw without a pause, in which a busy machine could make it idle. */
  private static void sayAllAtOnce(TestAgency agency, BetBatch bets) throws Exception {
    agency.send(agency.hello(), agency.next(bets), agency.end(), new Request.AskWinners(true));
    agency.receive(Response.Welcome.class);
    agency.receive(Response.Stored.class);
    agency.receive(Response.Finished.class);
  }

  @Test
  void anAgencyThatStopsInTheMiddleOfAMessageIsDropped() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).frameTimeout(SHORT).open();
        TestAgency half = TestAgency.greeted(office.port(), 1)) {
      half.sendRaw((byte) 0, (byte) 0, (byte) 0, (byte) 50, (byte) 2);
      assertTimeout("frame-timeout", half);
    }
  }

  @Test
  void anAgencyThatDribblesIsDropped() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 1).frameTimeout(SHORT).frameBytesMax(1 << 20);
    try (CentralOffice office = setup.open();
        TestAgency dribbling = TestAgency.greeted(office.port(), 1)) {
      dribbling.sendRaw(ByteBuffer.allocate(4).putInt(DRIBBLED_BYTES).array());
      Background<?> dribble =
          Background.run(() -> {
            for (int i = 1; i < DRIBBLED_BYTES; i++) {
              dribbling.sendRaw((byte) 2);
            }
            throw new IOException("faster than the timeout, but for the last byte");
          });
      assertTimeout("frame-timeout", dribbling);
      dribbling.hangUp();
      assertThrows(IOException.class, dribble::await);
    }
  }

  @Test
  void anAgencyThatDoesNotTakeItsAnswersIsDropped() throws Exception {
    Socket small = new Socket();
    small.setReceiveBufferSize(1_024);
    try (CentralOffice office = new OfficeSetup(folder, 1).writeTimeout(SHORT).open();
        TestAgency deaf = new TestAgency(office.port(), 1, small)) {
      Background<?> pinging = pingWithoutEnd(deaf);
      assertThrows(IOException.class, pinging::await);
      await().until(() -> Insight.permits(office).availablePermits() == 16);
    }
  }

  private static void assertTimeout(String setting, TestAgency agency) throws Exception {
    String text = agency.receiveError(ErrorCode.TIMEOUT);
    assertTrue(text.startsWith(setting + ": "), text);
  }
}
