package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/** However many connect, and whatever they do or do not do, the others are served. */
class P7ConnectionsTest {
  @TempDir Path folder;

  @Test
  void whoConnectsAboveTheLimitIsToldThatTheOfficeIsBusy() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).connectionsMax(3).open();
        Crowd crowd = new Crowd(office, 3)) {
      try (TestAgency fourth = new TestAgency(office.port(), 1)) {
        assertEquals("connections-max: 3 are open already", fourth.receiveError(ErrorCode.BUSY));
      }
      crowd.members.getFirst().hangUp();
      await().until(() -> isServed(office));
    }
  }

  @Test
  void hundredsAboveTheLimitAreTurnedAwayAndNoneIsLeftHanging() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).connectionsMax(2).open();
        Crowd crowd = new Crowd(office, 2)) {
      List<TestAgency> turnedAway = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        turnedAway.add(new TestAgency(office.port(), 1));
      }
      for (TestAgency each : turnedAway) {
        each.awaitEnd();
        each.hangUp();
      }
      crowd.members.getLast().ask(ping(), Response.Pong.class);
    }
  }

  @Test
  void thousandsWhoConnectWithoutAWordHoldUpNobodyAndLeaveNoSocketOpen() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).sessionsMax(1).open()) {
      List<String> before = openSockets();
      try (Crowd _ = new Crowd(office, 300);
          TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        for (int i = 0; i < 3_000; i++) {
          new TestAgency(office.port(), 1).hangUp();
          if (i % 100 == 0) {
            // A busy machine comes after them here, so that few ends are open at once.
            agency.ask(ping(), Response.Pong.class);
          }
        }
        agency.submit(TestBets.of(1, 3, 1));
        agency.finish();
        assertEquals(1, agency.winners().size());
      }
      await().untilAsserted(() -> assertEquals(before, openSockets()));
    }
  }

  @Test
  void agenciesThatWaitForTheDrawDoNotKeepOutTheOneItWaitsFor() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 10).connectionsMax(10).open();
        Crowd crowd = new Crowd(office, 0)) {
      for (int id = 1; id < 10; id++) {
        TestAgency waiting = TestAgency.greeted(office.port(), id);
        crowd.members.add(waiting);
        waiting.finish();
        waiting.send(new Request.AskWinners(true));
      }
      assertEquals(
          List.of("10000000"), TestAgency.wholeJob(office.port(), 10, TestBets.of(10, 5, 1)));
      for (TestAgency each : crowd.members) {
        assertEquals(List.of(), each.receiveWinners());
      }
    }
  }

  @Test
  void withOnePermitFortyAgenciesReachTheDrawAmongHundredsWhoSayNothingOrDribble()
      throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 40).sessionsMax(1).open();
        Crowd _ = new Crowd(office, 200)) {
      List<Background<?>> dribbling = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        dribbling.add(dribble(office));
      }
      List<Background<List<String>>> jobs = new ArrayList<>();
      for (int id = 1; id <= 40; id++) {
        int agency = id;
        jobs.add(
            Background.call(() ->
                TestAgency.wholeJob(office.port(), agency, TestBets.of(agency, 100, agency % 3))));
      }
      for (int id = 1; id <= 40; id++) {
        assertEquals(id % 3, jobs.get(id - 1).await().size());
      }
      for (Background<?> each : dribbling) {
        each.await();
      }
    }
  }

  /** Sends a batch byte by byte, and hangs up before the last. */
  private static Background<?> dribble(CentralOffice office) {
    return Background.run(() -> {
      try (TestAgency agency = new TestAgency(office.port(), 1)) {
        agency.sendRaw((byte) 0, (byte) 0, (byte) 4, (byte) 0);
        for (int i = 0; i < 1_000; i++) {
          agency.sendRaw((byte) 2);
        }
      }
    });
  }

  /** No permit is held by those who only wait, so there is one for everybody who does not. */
  @Test
  void whoWaitsHoldsNoPermit() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).sessionsMax(1).open();
        TestAgency waiting = TestAgency.greeted(office.port(), 1);
        TestAgency half = TestAgency.greeted(office.port(), 2)) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      half.sendRaw((byte) 0, (byte) 0, (byte) 4, (byte) 0, (byte) 2);
      await().until(() -> isServed(office) && Insight.permits(office).availablePermits() == 1);
    }
  }

  @Test
  void whoNeverReadsItsWinnersHoldsUpNobody() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 2).sessionsMax(1).segmentBytes(1 << 20);
    try (CentralOffice office = setup.open();
        TestAgency deaf = TestAgency.greeted(office.port(), 1);
        TestAgency other = TestAgency.greeted(office.port(), 2)) {
      for (int i = 0; i < 10; i++) {
        deaf.submit(TestBets.of(1, 200, 200));
      }
      deaf.finish();
      other.submit(TestBets.of(2, 3, 3));
      other.finish();
      assertEquals(3, other.winners().size());
      Request.AskWinners[] asking = new Request.AskWinners[500];
      Arrays.fill(asking, new Request.AskWinners(true));
      Background<?> insisting =
          Background.run(() -> {
            while (true) {
              deaf.send(asking);
            }
          });
      for (int i = 0; i < 20; i++) {
        assertEquals(3, other.winners().size());
        isServed(office);
      }
      deaf.hangUp();
      assertThrows(IOException.class, insisting::await);
    }
  }

  private List<String> openSockets() throws IOException {
    return OpenResources.now(folder).stream().filter(each -> each.startsWith("socket:")).toList();
  }

  private static boolean isServed(CentralOffice office) throws Exception {
    try (TestAgency agency = new TestAgency(office.port(), 1)) {
      agency.send(ping());
      return agency.receive() instanceof Response.Pong;
    }
  }

  private static Request.Ping ping() {
    return new Request.Ping(ByteBuffer.allocate(8));
  }

  /** Connections that say nothing. */
  private static final class Crowd implements AutoCloseable {
    final List<TestAgency> members = new ArrayList<>();

    Crowd(CentralOffice office, int size) throws Exception {
      for (int i = 0; i < size; i++) {
        members.add(new TestAgency(office.port(), 1));
      }
      if (size > 0) {
        // They are accepted in order: once the last one is served, all of them count.
        members.getLast().ask(ping(), Response.Pong.class);
      }
    }

    @Override
    public void close() throws IOException {
      for (TestAgency each : members) {
        each.hangUp();
      }
    }
  }
}
