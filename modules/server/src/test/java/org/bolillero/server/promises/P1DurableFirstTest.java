package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.DrawEvent.Stamp;
import org.bolillero.office.testing.HeldLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Response;
import org.bolillero.server.LoggedOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is told or done stands on entries that are durable by then. */
class P1DurableFirstTest {
  private static final BetBatch BETS = TestBets.losing(1, 0, 3);

  private final HeldLog log = new HeldLog();
  private LoggedOffice office;

  @BeforeEach
  void open() throws Exception {
    office = LoggedOffice.open(new OfficeSetup(Path.of("nowhere"), 1).settings(), log);
  }

  @AfterEach
  void close() throws Exception {
    log.makeDurable(Long.MAX_VALUE);
    office.close();
  }

  @Test
  void betsAreAcknowledgedWhenTheyAreDurableAndSoAreTheirRepeats() throws Exception {
    try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.send(agency.next(BETS));
      log.awaitWaiting(1L);
      try (TestAgency again = new TestAgency(office.port(), 1)) {
        again.send(again.hello(), again.next(BETS));
        // What it is told of in the welcome.
        log.awaitWaiting(1L, 1L);
        log.makeDurable(1);
        assertEquals(3, again.receive(Response.Welcome.class).stored());
        assertEquals(3, again.receive(Response.Stored.class).stored());
      }
      assertEquals(3, agency.receive(Response.Stored.class).stored());
    }
    assertEquals(List.of(new Bets(1, BETS)), log.events());
  }

  @Test
  void anEndCountsAndIsToldWhenItIsDurable() throws Exception {
    log.makeDurable(1);
    try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.submit(BETS);
      agency.send(agency.end());
      log.awaitWaiting(2L);
      assertEquals(0, office.draw().progress().finished());
      log.makeDurable(2);
      assertEquals(new Response.Finished(1, 1), agency.receive());
    }
  }

  @Test
  void eachStepOfTheDrawIsDurableBeforeTheNext() throws Exception {
    Winners nobody = new Winners.Builder().build();
    Finished end = new Finished(TestBets.total(1));
    Instant now = OfficeSetup.CLOCK.instant();
    Closed close = new Closed(Cause.ALL_FINISHED, new Decision(now, Decision.OFFICE, ""));
    Sealed seal =
        new Sealed(
            Lists.immutable.of(TestBets.total(1)), Optional.of(new Stamp(now, Optional.empty())));
    Numbered number = new Numbered(OfficeSetup.WINNING_NUMBER, Lists.immutable.empty(), now, "");
    Drawn drawn = new Drawn(OfficeSetup.WINNING_NUMBER, 0, nobody.digest(), Optional.of(now));
    log.makeDurable(1);
    try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.finish();
      List<DrawEvent> events = new ArrayList<>(List.of(end));
      for (DrawEvent step : List.of(close, seal, number, drawn)) {
        events.add(step);
        log.awaitWaiting((long) events.size());
        assertEquals(events, log.events());
        assertEquals(Optional.empty(), office.draw().announced());
        log.makeDurable(events.size());
      }
      assertEquals(List.of(), agency.winners());
    }
  }
}
