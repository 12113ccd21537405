package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.server.TestPapers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS an office keeps the same promises, and says the same. */
class P10OverTlsTest {
  @TempDir Path folder;

  private TestPapers papers;
  private OfficeSetup setup;

  @BeforeEach
  void makePapers() throws Exception {
    papers = new TestPapers(folder);
    setup = papers.secure(new OfficeSetup(folder.resolve("office"), 2));
  }

  @Test
  void aDrawIsHeldAndEachAgencyIsToldItsWinners() throws Exception {
    try (CentralOffice office = setup.open();
        TestAgency first = papers.greeted(office.port(), 1);
        TestAgency second = papers.greeted(office.port(), 2)) {
      first.submit(TestBets.of(1, 3, 1));
      first.finish();
      first.send(new Request.AskWinners(true));
      second.submit(TestBets.of(2, 3, 0));
      second.finish();
      assertEquals(List.of(), second.winners());
      assertEquals(1, first.receiveWinners().size());
    }
  }

  @Test
  void anAgencyThatHasEndedItsSideStillGetsItsWinners() throws Exception {
    try (CentralOffice office = setup.agencies("1").open();
        TestAgency agency = papers.greeted(office.port(), 1)) {
      agency.send(agency.next(TestBets.of(1, 3, 1)), agency.end(), new Request.AskWinners(true));
      agency.socket().shutdownOutput();
      assertEquals(3, agency.receive(Response.Stored.class).stored());
      agency.receive(Response.Finished.class);
      assertEquals(1, agency.receiveWinners().size());
    }
  }

  @Test
  void manyBatchesAtOnceAreStoredInOrderAndOnce() throws Exception {
    try (CentralOffice office = setup.frameBytesMax(1 << 20).open()) {
      try (TestAgency agency = papers.greeted(office.port(), 1)) {
        for (int i = 0; i < 100; i++) {
          agency.send(agency.next(TestBets.of(1, 500, 0)));
        }
        long stored = 0;
        while (stored < 50_000) {
          stored = agency.receive(Response.Stored.class).stored();
        }
      }
      try (TestAgency again = papers.agency(office.port(), 1)) {
        assertEquals(50_000, again.ask(again.hello(), Response.Welcome.class).stored());
      }
    }
  }

  @Test
  void anOfficeThatStopsSaysGoodbyeToWhoeverWaits() throws Exception {
    CentralOffice office = setup.open();
    try (TestAgency idle = papers.greeted(office.port(), 1);
        TestAgency waiting = papers.greeted(office.port(), 2)) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      office.close();
      idle.receiveError(ErrorCode.SHUTTING_DOWN);
      waiting.receiveError(ErrorCode.SHUTTING_DOWN);
    }
  }

  @Test
  void whoSaysNothingIsToldTheSetting() throws Exception {
    setup.idleTimeout(Duration.ofMillis(100));
    try (CentralOffice office = setup.open();
        TestAgency idle = papers.greeted(office.port(), 1)) {
      String text = idle.receiveError(ErrorCode.TIMEOUT);
      assertTrue(text.startsWith("idle-timeout: "), text);
    }
  }

  @Test
  void theNewestConnectionOfAnAgencyWins() throws Exception {
    try (CentralOffice office = setup.open();
        TestAgency older = papers.greeted(office.port(), 1);
        TestAgency newer = papers.greeted(office.port(), 1)) {
      older.receiveError(ErrorCode.SUPERSEDED);
      newer.submit(TestBets.of(1, 1, 0));
    }
  }

  @Test
  void oneTooManyIsToldToComeBack() throws Exception {
    try (CentralOffice office = setup.connectionsMax(2).open();
        TestAgency _ = papers.greeted(office.port(), 1);
        TestAgency _ = papers.greeted(office.port(), 2);
        TestAgency third = papers.agency(office.port(), 1)) {
      third.sendIfOpen(third.hello());
      third.receiveError(ErrorCode.BUSY);
    }
  }
}
