package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.agencies;
import static org.bolillero.office.DrawsSetup.awaitOver;
import static org.bolillero.office.DrawsSetup.awaitState;
import static org.bolillero.office.DrawsSetup.closingAt;
import static org.bolillero.office.DrawsSetup.decideNumber;
import static org.bolillero.office.DrawsSetup.deliver;
import static org.bolillero.office.DrawsSetup.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The draws of an office: which there are, which one is meant, and what a start makes of them. */
class DrawsTest {
  @TempDir Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(data);
  }

  /** Where logs are that several offices share, others wait for that. */
  @Test
  void whereTheLogsAreIsClosedAfterThem() throws Exception {
    List<String> closed = new ArrayList<>();
    setup.logs =
        new LogStore() {
          @Override
          public LogOpener log(Path folder, int draw) {
            return DrawsSetup.durable(folder, draw);
          }

          @Override
          public void close() throws LogException {
            closed.add(draw(setup.folder(7)).toString()); // Refused while its log is open.
          }
        };
    try (Draws draws = setup.start()) {
      draws.openDraw(DrawsSetup.terms(7, 1), "ana");
      assertEquals(List.of(), closed);
    }
    assertEquals(List.of("OptionalInt[7]"), closed);
    Files.writeString(data.resolve("draw-8"), "no folder");
    Files.createDirectory(data.resolve("draw-9"));
    assertThrows(LogException.class, setup::start);
    assertEquals(2, closed.size());
  }

  @Test
  void aDrawThatWasOpenedIsThereAfterARestart() throws Exception {
    DrawTerms terms =
        new DrawTerms(
            7,
            IntSets.immutable.of(1, 2, 5),
            Optional.of(Instant.parse("2026-12-24T21:00:00.250Z")),
            new NumberSource.Officials(2));
    ImmutableList<RecordLine> record;
    try (Draws draws = setup.start()) {
      draws.openDraw(terms, "Ana");
      record = draws.use(7, Draw::record);
    }
    assertEquals(
        "agencies 1-2,5; closes at 2026-12-24T21:00:00.250Z; the number by 2 officials",
        record.getOnly().details());
    assertEquals("ana", record.getOnly().who());
    assertEquals(Optional.of(DrawsSetup.NOON), record.getOnly().time());
    try (Draws draws = setup.start()) {
      assertEquals(terms, draws.use(7, Draw::terms));
      assertEquals(record, draws.use(7, Draw::record));
      assertEquals(
          new DrawSummary(7, DrawState.OPEN, 3, 0, 0, terms.closesAt(), OptionalInt.empty()),
          draws.list().getOnly());
    }
  }

  @Test
  void drawsGoOnBesideEachOther() throws Exception {
    try (Draws draws = setup.start(Optional.of(DrawTerms.fixed(9, agencies(2), 1)))) {
      draws.openDraw(terms(3, 2), "ana");
      draws.openDraw(terms(2, 1), "eva");
      deliver(draws, 3, 1);
      deliver(draws, 9, 2);
      deliver(draws, 2, 1);
      awaitState(draws, 2, DrawState.SEALED);
      assertEquals(DrawState.OPEN, draws.use(3, Draw::state));
    }
    try (Draws draws = setup.start(Optional.of(DrawTerms.fixed(9, agencies(2), 1)))) {
      assertEquals(List.of(2, 3, 9), draws.list().collect(DrawSummary::number).castToList());
      assertEquals(List.of(1, 1, 1), draws.list().collect(DrawSummary::settled).castToList());
      deliver(draws, 3, 2);
      deliver(draws, 9, 1);
      decideNumber(draws, 3);
      awaitOver(draws, 9);
      assertEquals(DrawState.SEALED, draws.use(2, Draw::state));
      assertEquals(2, draws.use(3, Draw::result).orElseThrow().winners());
      assertEquals(4, draws.use(9, Draw::result).orElseThrow().winners());
    }
  }

  @Test
  void whoNamesNoDrawMeansTheOneThatIsOpen() throws Exception {
    try (Draws draws = setup.start()) {
      assertNobodyMeans(draws, "expected the number of a draw, as none is open, found 0");
      draws.openDraw(terms(4, 1), "ana");
      assertMeant(4, draws);
      draws.openDraw(terms(5, 1), "ana");
      assertNobodyMeans(draws, "expected draw 4 or 5, found 0");
      draws.decide(4, draw -> decide(() -> draw.officials().closeSales("ana", "the end")));
      assertMeant(5, draws); // Of the two, it is open.
      draws.decide(5, draw -> decide(() -> draw.officials().closeSales("ana", "the end")));
      assertNobodyMeans(draws, "expected draw 4 or 5, found 0");
      deliverNothing(draws, 4);
      decideNumber(draws, 4);
      assertMeant(5, draws); // It has closed, but its agencies still ask for their winners.
      deliverNothing(draws, 5);
      decideNumber(draws, 5);
      assertNobodyMeans(draws, "expected the number of a draw, as none is open, found 0");
    }
  }

  private interface Decisive {
    void run() throws DecisionException, LogException;
  }

  private static boolean decide(Decisive decision) throws DecisionException, LogException {
    decision.run();
    return true;
  }

  private static void deliverNothing(Draws draws, int number) throws Exception {
    draws.decide(number, draw -> draw.officials().excuse(1, "ana", "has closed"));
  }

  private static void assertMeant(int number, Draws draws) throws Exception {
    try (DrawFinder.Lease lease = draws.find(DrawFinder.THE_OPEN_ONE)) {
      assertEquals(number, lease.draw().terms().number());
    }
  }

  private static void assertNobodyMeans(Draws draws, String message) {
    assertRefused(Refusal.WRONG_DRAW, message, draws, DrawFinder.THE_OPEN_ONE);
  }

  static void assertRefused(Refusal refusal, String message, Draws draws, int number) {
    RefusalException refused = assertThrows(RefusalException.class, () -> draws.find(number));
    assertEquals(refusal, refused.refusal());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void aDrawThatIsNotThereIsNamedToEverybody() throws Exception {
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(4, 1), "ana");
      assertRefused(Refusal.WRONG_DRAW, "expected draw 4, found 6", draws, 6);
      DecisionException notFound =
          assertThrows(DecisionException.class, () -> draws.use(6, Draw::state));
      assertEquals(DecisionException.Kind.NOT_FOUND, notFound.kind());
      assertEquals("there is no draw 6", notFound.getMessage());
      assertThrows(DecisionException.class, () -> draws.decide(6, Draw::state));
    }
  }

  @Test
  void aLogOfAnEarlierVersionIsOpenedByTheCommandLineAndGoesOnWithoutIt() throws Exception {
    StoredLog.write(data, settings(1), new DrawEvent.Bets(1, TestBets.of(1, 3, 1)));
    SettingsConflictException refused =
        assertThrows(SettingsConflictException.class, () -> setup.start());
    assertEquals(
        "agencies: expected those of draw 1, whose log an earlier version has begun",
        refused.getMessage());
    try (Draws draws = setup.start(Optional.of(DrawTerms.fixed(1, agencies(2), 1)))) {
      assertEquals(
          List.of("opened"), draws.use(1, Draw::record).collect(RecordLine::event).castToList());
    }
    try (Draws draws = setup.start()) {
      assertEquals(2, draws.use(1, Draw::terms).agencies().size());
      assertEquals(3, draws.list().getOnly().bets());
    }
  }

  @Test
  void aDrawThatIsInTwoPlacesIsInNone() throws Exception {
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(1, 1), "ana");
    }
    SettingsConflictException refused =
        assertThrows(
            SettingsConflictException.class,
            () -> setup.start(Optional.of(DrawTerms.fixed(1, agencies(1), 1))));
    assertTrue(refused.getMessage().startsWith("draw: 1 is in "), refused.getMessage());
    assertEquals(List.of(), DrawsSetup.openFiles(data));
  }

  @Test
  void theFolderOfAnOfficeWithoutADrawOfItsOwnIsLockedToo() throws Exception {
    try (Draws _ = setup.start()) {
      assertInUse(Optional.empty());
      assertInUse(Optional.of(DrawTerms.fixed(1, agencies(1), 1)));
    }
    setup.start().close();
  }

  private void assertInUse(Optional<DrawTerms> terms) {
    assertEquals(
        LogException.Kind.IN_USE,
        assertThrows(LogException.class, () -> setup.start(terms)).kind());
  }

  @Test
  void timeClosesTheDrawsWhoseTimeHasCome() throws Exception {
    try (Draws draws = setup.start()) {
      draws.openDraw(closingAt(DrawsSetup.NOON.plusSeconds(5)), "ana");
      draws.openDraw(terms(2, 1), "ana");
      setup.now = DrawsSetup.NOON.plusSeconds(5).minusMillis(1);
      draws.passTime();
      assertEquals(DrawState.OPEN, draws.use(1, Draw::state));
      setup.now = DrawsSetup.NOON.plusSeconds(5);
      draws.passTime();
      assertEquals(DrawState.CLOSED, draws.use(1, Draw::state));
      assertEquals("by the clock", draws.use(1, Draw::record).getLast().details());
      setup.now = DrawsSetup.NOON; // Set back, which opens nothing again.
      draws.passTime();
      assertEquals(DrawState.CLOSED, draws.use(1, Draw::state));
      assertEquals(DrawState.OPEN, draws.use(2, Draw::state));
    }
  }

  private static LogSettings settings(int draw) {
    return LogSettings.of(draw, DrawEventCodec.WORDS, DrawsSetup.SEGMENT_BYTES);
  }
}
