package org.bolillero.server.promises;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Opened;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.DrawEvent.Stamp;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.OpenedLog;
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
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash between any two steps of a draw leads to the same draw. */
@SuppressWarnings("TimeInStaticInitializer") // The clock of the tests stands still.
class P4CrashTest {
  private static final BetBatch ONE = TestBets.of(1, 20, 3);
  private static final BetBatch TWO = TestBets.of(2, 20, 2);
  private static final ImmutableList<AgencyTotal> TOTALS =
      Lists.immutable.of(TestBets.total(1, ONE), TestBets.total(2, TWO));
  private static final Instant NOW = OfficeSetup.CLOCK.instant();
  private static final DrawTerms TERMS =
      DrawTerms.fixed(1, IntSets.immutable.of(1, 2), WINNING_NUMBER);

  private static final List<DrawEvent> DELIVERED =
      List.of(
          new Bets(1, ONE),
          new Bets(2, TWO),
          new Finished(TestBets.total(1, ONE)),
          new Finished(TestBets.total(2, TWO)));
  private static final List<DrawEvent> STEPS =
      List.of(
          new Closed(Closed.Cause.ALL_FINISHED, new Decision(NOW, Decision.OFFICE, "")),
          new Sealed(TOTALS, Optional.of(new Stamp(NOW, Optional.empty()))),
          new Numbered(WINNING_NUMBER, Lists.immutable.empty(), NOW, ""),
          new Drawn(WINNING_NUMBER, 5, winners().digest(), Optional.of(NOW)));
  private static final List<DrawEvent> WHOLE_DRAW =
      join(List.of(OpenedLog.opened(TERMS)), join(DELIVERED, STEPS));

  /** As earlier versions have written it. */
  private static final List<DrawEvent> EARLIER_SEAL = List.of(new Sealed(TOTALS, Optional.empty()));

  private static final List<DrawEvent> EARLIER_DRAW =
      List.of(new Drawn(WINNING_NUMBER, 5, winners().digest(), Optional.empty()));

  @TempDir Path folder;
  private OfficeSetup setup;

  @BeforeEach
  void setUp() {
    setup = new OfficeSetup(folder, 2);
  }

  /** The log ends after each of the events once. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
  void theDrawGoesOnWhereItWas(int events) throws Exception {
    setup.writeLog(WHOLE_DRAW.subList(0, events).toArray(DrawEvent[]::new));
    assertDrawGoesOn();
    assertEquals(WHOLE_DRAW, StoredLog.in(folder).events());
  }

  /** An opening is added where an earlier version has stopped. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void aDrawThatAnEarlierVersionHasBegunGoesOn(int events) throws Exception {
    List<DrawEvent> earlier = join(join(DELIVERED, EARLIER_SEAL), EARLIER_DRAW).subList(0, events);
    setup.writeLog(earlier.toArray(DrawEvent[]::new));
    assertDrawGoesOn();
    List<DrawEvent> found = new ArrayList<>(StoredLog.in(folder).events());
    if (events < 6) {
      assertEquals(TERMS, assertInstanceOf(Opened.class, found.remove(events)).terms());
    }
    List<DrawEvent> expected =
        switch (events) {
          case 6 -> earlier;
          case 5 -> join(earlier, STEPS.subList(2, 4));
          default -> join(DELIVERED, STEPS);
        };
    assertEquals(expected, found);
  }

  private void assertDrawGoesOn() throws Exception {
    try (CentralOffice office = setup.open();
        TestAgency first = TestAgency.greeted(office.port(), 1);
        TestAgency second = TestAgency.greeted(office.port(), 2)) {
      first.ask(new Request.Finish(20, TestBets.total(1, ONE).digest()), Response.Finished.class);
      second.ask(new Request.Finish(20, TestBets.total(2, TWO).digest()), Response.Finished.class);
      assertEquals(List.of("1000000", "1000001", "1000002"), first.winners());
      assertEquals(List.of("2000000", "2000001"), second.winners());
    }
  }

  @Test
  void theNumberOfADrawThatAnEarlierVersionHasSealedIsThatOfTheSettings() throws Exception {
    setup.writeLog(join(DELIVERED, EARLIER_SEAL).toArray(DrawEvent[]::new));
    try (CentralOffice office = setup.winningNumber(1).open();
        TestAgency first = TestAgency.greeted(office.port(), 1)) {
      assertEquals(17, first.winners().size());
    }
  }

  @Test
  void aDrawThatCannotBeRepeatedIsNotServed() throws Exception {
    setup.writeLog(WHOLE_DRAW.subList(0, 8).toArray(DrawEvent[]::new));
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

  private static List<DrawEvent> join(List<DrawEvent> first, List<DrawEvent> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static Winners winners() {
    Winners.Builder winners = new Winners.Builder();
    winners.addFrom(1, ONE, WINNING_NUMBER);
    winners.addFrom(2, TWO, WINNING_NUMBER);
    return winners.build();
  }
}
