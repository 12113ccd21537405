package org.bolillero.server.promises;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash between any two steps of a draw leads to the same draw. */
class P4CrashTest {
  private static final BetBatch ONE = TestBets.of(1, 20, 3);
  private static final BetBatch TWO = TestBets.of(2, 20, 2);
  private static final Sealed SEAL =
      new Sealed(
          Lists.immutable.of(TestBets.total(1, ONE), TestBets.total(2, TWO)), Optional.empty());

  private static final Drawn DRAWN =
      new Drawn(WINNING_NUMBER, 5, winners().digest(), Optional.empty());
  private static final List<DrawEvent> WHOLE_DRAW =
      List.of(
          new Bets(1, ONE),
          new Bets(2, TWO),
          new Finished(TestBets.total(1, ONE)),
          new Finished(TestBets.total(2, TWO)),
          SEAL,
          DRAWN);

  @TempDir Path folder;
  private OfficeSetup setup;

  @BeforeEach
  void setUp() {
    setup = new OfficeSetup(folder, 2);
  }

  /** The log ends after each of the events once. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void theDrawGoesOnWhereItWas(int events) throws Exception {
    writeLog(WHOLE_DRAW.subList(0, events));
    try (CentralOffice office = setup.open();
        TestAgency first = TestAgency.greeted(office.port(), 1);
        TestAgency second = TestAgency.greeted(office.port(), 2)) {
      first.ask(new Request.Finish(20, TestBets.total(1, ONE).digest()), Response.Finished.class);
      second.ask(new Request.Finish(20, TestBets.total(2, TWO).digest()), Response.Finished.class);
      assertEquals(List.of("1000000", "1000001", "1000002"), first.winners());
      assertEquals(List.of("2000000", "2000001"), second.winners());
    }
    assertEquals(WHOLE_DRAW, StoredLog.in(folder).events());
  }

  @Test
  void theNumberOfASealedDrawIsStillThatOfTheSettings() throws Exception {
    writeLog(WHOLE_DRAW.subList(0, 5));
    try (CentralOffice office = setup.winningNumber(1).open();
        TestAgency first = TestAgency.greeted(office.port(), 1)) {
      assertEquals(17, first.winners().size());
    }
  }

  @Test
  void aDrawThatCannotBeRepeatedIsNotServed() throws Exception {
    writeLog(WHOLE_DRAW.subList(0, 5));
    setup.writeLog(
        new Drawn(WINNING_NUMBER, 5, Digest.of(ByteBuffer.allocate(1)), Optional.empty()));
    CentralOffice office = setup.open();
    try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.send(new Request.AskWinners(true));
      LogException failure = assertThrows(LogException.class, office::awaitEnd);
      assertEquals(Kind.DAMAGED, failure.kind());
      Background<?> closing = Background.run(office::close);
      agency.receiveError(ErrorCode.UNAVAILABLE);
      agency.hangUp();
      closing.await();
    }
  }

  private void writeLog(List<DrawEvent> events) throws LogException {
    setup.writeLog(events.toArray(DrawEvent[]::new));
  }

  private static Winners winners() {
    Winners.Builder winners = new Winners.Builder();
    winners.addFrom(1, ONE, WINNING_NUMBER);
    winners.addFrom(2, TWO, WINNING_NUMBER);
    return winners.build();
  }
}
