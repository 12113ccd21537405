package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.bolillero.server.JournalEvent.Bets;
import org.bolillero.server.JournalEvent.Drawn;
import org.bolillero.server.JournalEvent.Finished;
import org.bolillero.server.JournalEvent.Sealed;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is told or done stands on entries that are durable by then. */
class P1DurableFirstTest {
  private static final BetBatch BETS = TestBets.losing(1, 0, 3);

  private final HeldJournal journal = new HeldJournal();
  private OfficeState office;
  private Sessions sessions;
  private Acceptor acceptor;

  @BeforeEach
  void open() throws Exception {
    OfficeSettings settings = new OfficeSetup(Path.of("nowhere"), 1).settings();
    office = OfficeState.recover(settings, new TestMachine(journal));
    sessions = new Sessions(office);
    acceptor = Acceptor.bind(settings.listenAddress(), 10, sessions::begin, office);
    acceptor.start();
  }

  @AfterEach
  void close() throws Exception {
    journal.makeDurable(Long.MAX_VALUE);
    acceptor.close();
    sessions.stopAll(
        new RefusedException(ErrorCode.SHUTTING_DOWN, "the end"), Duration.ofSeconds(5));
  }

  @Test
  void betsAreAcknowledgedWhenTheyAreDurableAndSoAreTheirRepeats() throws Exception {
    try (TestAgency agency = TestAgency.greeted(acceptor.port(), 1)) {
      agency.send(agency.next(BETS));
      journal.awaitWaiting(1L);
      try (TestAgency again = new TestAgency(acceptor.port(), 1)) {
        again.send(again.hello(), again.next(BETS));
        // What it is told of in the welcome.
        journal.awaitWaiting(1L, 1L);
        journal.makeDurable(1);
        assertEquals(3, again.receive(Response.Welcome.class).stored());
        assertEquals(3, again.receive(Response.Stored.class).stored());
      }
      assertEquals(3, agency.receive(Response.Stored.class).stored());
    }
    assertEquals(List.of(new Bets(1, BETS)), journal.events());
  }

  @Test
  void anEndCountsAndIsToldWhenItIsDurable() throws Exception {
    journal.makeDurable(1);
    try (TestAgency agency = TestAgency.greeted(acceptor.port(), 1)) {
      agency.submit(BETS);
      agency.send(agency.end());
      journal.awaitWaiting(2L);
      assertEquals(0, office.barrier().progress().finished());
      journal.makeDurable(2);
      assertEquals(new Response.Finished(1, 1), agency.receive());
    }
  }

  @Test
  void eachStepOfTheDrawIsDurableBeforeTheNext() throws Exception {
    Winners nobody = new Winners.Builder().build();
    Finished end = new Finished(TestBets.total(1));
    Sealed seal = new Sealed(Lists.immutable.of(TestBets.total(1)));
    Drawn drawn = new Drawn(OfficeSetup.WINNING_NUMBER, 0, nobody.digest());
    journal.makeDurable(1);
    try (TestAgency agency = TestAgency.greeted(acceptor.port(), 1)) {
      agency.finish();
      journal.awaitWaiting(2L);
      assertEquals(List.of(end, seal), journal.events());
      journal.makeDurable(2);
      journal.awaitWaiting(3L);
      assertEquals(List.of(end, seal, drawn), journal.events());
      assertEquals(Optional.empty(), office.outcome().now());
      journal.makeDurable(3);
      assertEquals(List.of(), agency.winners());
    }
  }
}
