package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agency that waits for the draw is told when it is held, without asking again. */
class P6ToldAtOnceTest {
  @TempDir Path folder;

  @Test
  void theLastFinishTellsHundredsWhoWait() throws Exception {
    int agencies = 300;
    List<TestAgency> waiting = new ArrayList<>();
    try (CentralOffice office = new OfficeSetup(folder, agencies).sessionsMax(2).open()) {
      for (int id = 1; id < agencies; id++) {
        waiting.add(waiting(office, id));
      }
      TestAgency.wholeJob(office.port(), agencies, TestBets.of(agencies, 1, 1));
      for (TestAgency each : waiting) {
        assertEquals(1, each.receiveWinners().size());
        each.hangUp();
      }
    }
  }

  @Test
  void anAgencyThatComesBackWhileItWaitsIsToldOverItsNewConnection() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).open();
        TestAgency older = waiting(office, 1)) {
      for (int i = 0; i < 5; i++) {
        waiting(office, 1).hangUp();
      }
      older.receiveError(ErrorCode.SUPERSEDED);
      try (TestAgency newest = TestAgency.greeted(office.port(), 1)) {
        newest.send(new Request.AskWinners(true));
        TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 1));
        assertEquals(List.of("1000000"), newest.receiveWinners());
      }
    }
  }

  @Test
  void whatComesBehindTheQuestionIsHandledAfterTheAnswer() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).open();
        TestAgency agency = waiting(office, 1)) {
      agency.send(new Request.Ping(ByteBuffer.allocate(3)), new Request.AskWinners(false));
      TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 1));
      assertEquals(List.of("1000000"), agency.receiveWinners());
      assertEquals(3, agency.receive(Response.Pong.class).echo().remaining());
      assertEquals(List.of("1000000"), agency.receiveWinners());
    }
  }

  /** An agency that has finished with one bet, which wins, and waits. */
  private static TestAgency waiting(CentralOffice office, int id) throws Exception {
    TestAgency agency = TestAgency.greeted(office.port(), id);
    agency.send(agency.next(TestBets.of(id, 1, 1)), agency.end(), new Request.AskWinners(true));
    agency.receive(Response.Stored.class);
    agency.receive(Response.Finished.class);
    return agency;
  }
}
