package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberSource;
import org.bolillero.office.RecordLine;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.HeldLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.LoggedOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.SetClock;
import org.bolillero.server.TestAgency;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged before the close counts, and nothing after it does. */
class P11ClosedTest {
  private static final BetBatch FIRST = TestBets.of(1, 3, 1);
  private static final BetBatch LATE = TestBets.losing(1, 3, 5);
  private static final Request.Batch LATE_BATCH = new Request.Batch(3, LATE);
  private static final Request.Finish COUNTED =
      new Request.Finish(3, TestBets.digest(List.of(FIRST)));
  private static final String THREE_COUNT = "sales are closed; 3 bets of agency 1 count";

  @TempDir Path folder;

  private static boolean close(CentralOffice office, int draw) throws Exception {
    return office
        .draws()
        .decide(
            draw,
            each -> {
              each.officials().closeSales("ana", "it is late");
              return true;
            });
  }

  @Test
  void afterTheCloseNothingIsAddedAndAllThatWasAcknowledgedCounts() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 2);
    try (CentralOffice office = setup.open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      assertEquals(3, agency.submit(FIRST).stored());
      close(office, 1);
      agency.send(LATE_BATCH);
      assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
    }
    try (CentralOffice office = setup.open()) { // It stays closed.
      try (TestAgency agency = new TestAgency(office.port(), 1)) {
        Response.Welcome welcome = agency.ask(agency.hello(), Response.Welcome.class);
        assertEquals(3, welcome.stored());
        assertEquals(COUNTED.digest(), welcome.digest());
        // A repeat is acknowledged as before, also in front of what does not count.
        agency.send(new Request.Batch(0, FIRST), LATE_BATCH);
        assertEquals(3, agency.receive(Response.Stored.class).stored());
        assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
      }
      try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        agency.send(new Request.Finish(5, TestBets.digest(List.of(FIRST, LATE))));
        agency.receiveError(ErrorCode.TOTALS_DIFFER);
      }
      try (TestAgency agency = TestAgency.greeted(office.port(), 1);
          TestAgency other = TestAgency.greeted(office.port(), 2)) {
        assertEquals(new Response.Finished(1, 2), agency.ask(COUNTED, Response.Finished.class));
        other.finish();
        assertEquals(List.of(TestBets.document(1, 0)), agency.winners());
        agency.send(LATE_BATCH);
        assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED)); // After the draw, too.
      }
    }
    assertEquals(
        List.of("Opened", "Bets", "Closed", "Finished", "Finished", "Sealed", "Numbered", "Drawn"),
        kinds(folder));
  }

  private static List<String> kinds(Path log) throws Exception {
    return StoredLog.in(log).events().stream()
        .map(each -> each.getClass().getSimpleName())
        .toList();
  }

  /** The entry of the close is what decides, and nobody learns of it before it is durable. */
  @Test
  void whatWasQueuedBeforeTheCloseIsAcknowledgedAndTheCloseIsToldWhenItIsDurable()
      throws Exception {
    HeldLog log = new HeldLog();
    try (LoggedOffice office = LoggedOffice.open(new OfficeSetup(folder, 2).settings(), log);
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.send(agency.next(FIRST));
      log.awaitWaiting(1L);
      Background<Boolean> official =
          Background.run(() -> office.draw().officials().closeSales("ana", "it is late"));
      log.awaitWaiting(1L, 2L);
      agency.send(LATE_BATCH);
      log.makeDurable(1);
      assertEquals(3, agency.receive(Response.Stored.class).stored());
      log.awaitWaiting(2L, 2L); // The agency's connection waits for the close as well.
      assertEquals(DrawState.OPEN, office.draw().state());
      log.makeDurable(2);
      assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
      official.await();
      assertEquals(DrawState.CLOSED, office.draw().state());
      assertEquals(2, log.events().size());
    }
  }

  @Test
  void anAgencyThatIsExcusedAddsNothingAndStillGetsItsWinners() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 2);
    try (CentralOffice office = setup.open();
        TestAgency agency = TestAgency.greeted(office.port(), 1);
        TestAgency other = TestAgency.greeted(office.port(), 2)) {
      agency.submit(FIRST);
      long counted =
          office.draws().decide(1, draw -> draw.officials().excuse(1, "ana", "no network"));
      assertEquals(3, counted);
      agency.send(LATE_BATCH);
      assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
      assertEquals(3, other.submit(TestBets.of(2, 3, 2)).stored()); // Its sales are open.
      assertEquals(new Response.Finished(2, 2), other.finish());
      assertEquals(2, other.winners().size());
    }
    try (CentralOffice office = setup.open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      assertEquals(new Response.Finished(2, 2), agency.ask(COUNTED, Response.Finished.class));
      assertEquals(List.of(TestBets.document(1, 0)), agency.winners());
    }
    assertEquals(1, StoredLog.in(folder).count(DrawEvent.Finished.class));
  }

  private static DrawTerms closingAt(Instant time) {
    return new DrawTerms(
        5, IntSets.immutable.of(1), Optional.of(time), new NumberSource.Officials(1));
  }

  private static List<String> record(CentralOffice office) throws Exception {
    return office.draws().use(5, Draw::record).collect(RecordLine::event).castToList();
  }

  @Test
  void theClockClosesAnOpenDraw() throws Exception {
    SetClock clock = new SetClock(OfficeSetup.CLOCK.instant());
    Instant end = clock.instant().plusSeconds(60);
    OfficeSetup setup = new OfficeSetup(folder, 1).withoutDraw();
    try (CentralOffice office = CentralOffice.open(setup.settings(), clock);
        TestAgency agency = new TestAgency(office.port(), 1)) {
      office.draws().openDraw(closingAt(end), "ana");
      agency.ask(new Request.Hello(2, 5, 1), Response.Welcome.class);
      clock.set(end.minusMillis(1));
      agency.submit(FIRST);
      clock.set(end);
      await().until(() -> office.draws().use(5, Draw::state) == DrawState.CLOSED);
      agency.send(LATE_BATCH);
      assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
    }
  }

  @Test
  void aStartClosesWhatIsDueBeforeItTakesAnyBetsAndAClockThatIsSetBackOpensNothing()
      throws Exception {
    SetClock clock = new SetClock(OfficeSetup.CLOCK.instant());
    Instant before = clock.instant();
    OfficeSetup setup = new OfficeSetup(folder, 1).withoutDraw();
    try (CentralOffice office = CentralOffice.open(setup.settings(), clock);
        TestAgency agency = new TestAgency(office.port(), 1)) {
      office.draws().openDraw(closingAt(before.plusSeconds(60)), "ana");
      agency.ask(new Request.Hello(2, 5, 1), Response.Welcome.class);
      agency.submit(FIRST);
    }
    clock.set(before.plusSeconds(61)); // While the office is down.
    for (Instant time : List.of(before.plusSeconds(61), before, before.minusSeconds(86_400))) {
      clock.set(time);
      try (CentralOffice office = CentralOffice.open(setup.settings(), clock);
          TestAgency agency = new TestAgency(office.port(), 1)) {
        assertEquals(List.of("opened", "closed"), record(office));
        agency.ask(new Request.Hello(2, 5, 1), Response.Welcome.class);
        agency.send(LATE_BATCH);
        assertEquals(THREE_COUNT, agency.receiveError(ErrorCode.CLOSED));
      }
    }
    assertEquals(List.of("Opened", "Bets", "Closed"), kinds(folder.resolve("draw-5")));
  }
}
