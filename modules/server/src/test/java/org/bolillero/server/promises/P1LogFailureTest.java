package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.BetBatch;
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
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the log fails nobody is acknowledged any more, and everybody is told. It fails here because
 * its folder is not there when it needs its next file; every batch fills a file.
 */
class P1LogFailureTest {
  private static final int SEGMENT_BYTES = 9 * 1024;
  private static final int BATCH_BYTES = 7_800;

  @TempDir Path parent;
  private Path folder;
  private Path hidden;

  @BeforeEach
  void nameFolders() {
    folder = parent.resolve("office");
    hidden = parent.resolve("hidden");
  }

  @Test
  void ofManyAgenciesNoneIsAcknowledgedWhatIsNotThere() throws Exception {
    CentralOffice office = open(20);
    Files.move(folder, hidden);
    List<Background<Long>> submitting = new ArrayList<>();
    for (int id = 1; id <= 20; id++) {
      int agency = id;
      submitting.add(Background.call(() -> submitUntilUnavailable(office.port(), agency)));
    }
    List<Long> acknowledged = new ArrayList<>();
    for (Background<Long> each : submitting) {
      acknowledged.add(each.await());
    }
    assertFails(office::awaitEnd);
    assertFails(office::close);
    assertFails(office::close);
    StoredLog log = StoredLog.in(hidden);
    for (int id = 1; id <= 20; id++) {
      assertEquals(acknowledged.get(id - 1), log.bets(id).size());
    }
  }

  /** An agency that comes after the failure is not even welcomed. */
  private static long submitUntilUnavailable(int port, int id) throws Exception {
    try (TestAgency agency = new TestAgency(port, id)) {
      BetBatch bets = TestBets.ofBytes(id, BATCH_BYTES);
      long stored = 0;
      agency.send(agency.hello());
      while (true) {
        Response answer = agency.receive();
        if (answer instanceof Response.Failure failure) {
          assertEquals(ErrorCode.UNAVAILABLE.code(), failure.code());
          return stored;
        }
        if (answer instanceof Response.Stored acknowledged) {
          stored = acknowledged.stored();
        }
        agency.send(agency.next(bets));
      }
    }
  }

  @Test
  void afterTheFailureNothingIsTakenAndWhoWaitsForTheDrawIsToldAtTheEnd() throws Exception {
    CentralOffice office = open(3);
    try (TestAgency waiting = TestAgency.greeted(office.port(), 1);
        TestAgency unfinished = TestAgency.greeted(office.port(), 2)) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      Files.move(folder, hidden);
      submitUntilUnavailable(office.port(), 3);
      unfinished.ask(new Request.Ping(ByteBuffer.allocate(1)), Response.Pong.class);
      unfinished.send(unfinished.end());
      unfinished.receiveError(ErrorCode.UNAVAILABLE);
      assertFails(office::awaitEnd);
      Background<?> closing = Background.run(office::close);
      waiting.receiveError(ErrorCode.UNAVAILABLE);
      waiting.hangUp();
      assertFails(closing::await);
    }
  }

  @Test
  void aLogThatFailsWhileTheOfficeClosesMakesThatFail() throws Exception {
    CentralOffice office =
        new OfficeSetup(folder, 4).sessionsMax(1).segmentBytes(SEGMENT_BYTES).open();
    Files.move(folder, hidden);
    List<TestAgency> agencies = new ArrayList<>();
    for (int id = 1; id <= 4; id++) {
      agencies.add(TestAgency.greeted(office.port(), id));
    }
    Insight.permits(office).acquire();
    for (TestAgency each : agencies) {
      each.send(each.next(TestBets.ofBytes(1, BATCH_BYTES)));
    }
    await().until(() -> Insight.permits(office).getQueueLength() == 4);
    Background<?> closing = Background.run(office::close);
    await()
        .untilAsserted(
            () -> assertThrows(ConnectException.class, () -> new TestAgency(office.port(), 1)));
    Insight.permits(office).release();
    long acknowledged = 0;
    for (TestAgency each : agencies) {
      Response answer = each.receive();
      if (answer instanceof Response.Stored stored) {
        acknowledged += stored.stored();
        answer = each.receive();
      }
      ErrorCode code = ((Response.Failure) answer).error().orElseThrow();
      assertTrue(code == ErrorCode.UNAVAILABLE || code == ErrorCode.SHUTTING_DOWN, code.name());
      each.hangUp();
    }
    assertFails(closing::await);
    StoredLog log = StoredLog.in(hidden);
    long stored = 0;
    for (int id = 1; id <= 4; id++) {
      stored += log.bets(id).size();
    }
    assertEquals(stored, acknowledged);
  }

  private CentralOffice open(int agencies) throws Exception {
    return new OfficeSetup(folder, agencies).segmentBytes(SEGMENT_BYTES).open();
  }

  private static void assertFails(Background.Action action) {
    assertEquals(Kind.FAILED, assertThrows(LogException.class, action::run).kind());
  }
}
