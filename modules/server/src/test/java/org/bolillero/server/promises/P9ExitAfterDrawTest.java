package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With exit-after-draw an office ends by itself once every agency has had its winners. */
class P9ExitAfterDrawTest {
  @TempDir Path folder;

  @Test
  void theOfficeEndsWhenTheLastAgencyHasHadItsWinners() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).exitAfterDraw().open();
        TestAgency first = TestAgency.greeted(office.port(), 1);
        TestAgency second = TestAgency.greeted(office.port(), 2)) {
      Background<?> end = Background.run(office::awaitEnd);
      first.finish();
      second.finish();
      assertEquals(List.of(), first.winners());
      assertEquals(List.of(), first.winners());
      assertFalse(end.isDone());
      second.send(new Request.AskWinners(false));
      second.receiveWinners();
      end.await();
    }
  }

  @Test
  void anAgencyThatWasGoneWhenItsWinnersCameIsWaitedFor() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).exitAfterDraw().open();
        TestAgency killed = TestAgency.greeted(office.port(), 1)) {
      Background<?> end = Background.run(office::awaitEnd);
      killed.submit(TestBets.of(1, 10, 2));
      killed.finish();
      killed.send(new Request.AskWinners(true));
      killed.hangUp();
      TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 0));
      // Its winners, too, were sent by now, to whom they may concern.
      try (TestAgency asking = TestAgency.greeted(office.port(), 2)) {
        asking.winners();
      }
      assertFalse(end.isDone());
      try (TestAgency back = TestAgency.greeted(office.port(), 1)) {
        assertEquals(List.of("1000000", "1000001"), back.winners());
      }
      end.await();
    }
  }

  @Test
  void anAgencyThatEndsOnlyItsSideStillGetsItsWinnersAndCounts() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).exitAfterDraw().open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Background<?> end = Background.run(office::awaitEnd);
      agency.send(agency.next(TestBets.of(1, 10, 2)), agency.end(), new Request.AskWinners(true));
      agency.socket().shutdownOutput();
      agency.receive();
      agency.receive();
      assertEquals(2, agency.receiveWinners().size());
      agency.awaitEnd();
      end.await();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAgencyThatAsksAfterTheDrawAndEndsOnlyItsSideGetsItsWinnersAndCounts(boolean waiting)
      throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).sessionsMax(1).exitAfterDraw().open()) {
      Background<?> end = Background.run(office::awaitEnd);
      try (TestAgency early = TestAgency.greeted(office.port(), 1)) {
        early.submit(TestBets.of(1, 10, 2));
        early.finish();
      }
      TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 0));
      try (TestAgency back = new TestAgency(office.port(), 1)) {
        // Nothing is handled before the end of the agency's side has arrived, too.
        Insight.permits(office).acquireUninterruptibly();
        back.send(back.hello(), new Request.AskWinners(waiting));
        back.socket().shutdownOutput();
        Insight.permits(office).release();
        assertEquals(Response.Stage.DRAWN, back.receive(Response.Welcome.class).stage());
        assertEquals(List.of("1000000", "1000001"), back.receiveWinners());
        assertEquals(Optional.empty(), back.receiveIfAny());
      }
      end.await();
    }
  }

  @Test
  void anOfficeThatIsNotToExitGoesOn() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open()) {
      Background<?> end = Background.run(office::awaitEnd);
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 1, 1));
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 1, 1));
      assertFalse(end.isDone());
    }
  }
}
