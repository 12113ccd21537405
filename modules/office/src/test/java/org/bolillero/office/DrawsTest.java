package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.agencies;
import static org.bolillero.office.DrawsSetup.awaitOver;
import static org.bolillero.office.DrawsSetup.awaitState;
import static org.bolillero.office.DrawsSetup.decideNumber;
import static org.bolillero.office.DrawsSetup.deliver;
import static org.bolillero.office.DrawsSetup.holdOne;
import static org.bolillero.office.DrawsSetup.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
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
  void aNumberIsTakenOnlyOnce() throws Exception {
    try (Draws draws = setup.start(Optional.of(DrawTerms.fixed(1, agencies(1), 1)))) {
      assertNotOpened("draw: expected a new number, found 1", draws, terms(1, 1));
      holdOne(draws, 2);
      setup.letTimePass(draws);
      assertNotOpened("draw: expected a new number, found 2", draws, terms(2, 1));
      Files.createDirectory(setup.folder(3)); // Put there by an operator, say.
      assertNotOpened(
          "draw: expected a new number, found 3, whose folder is there since the start",
          draws,
          terms(3, 1));
      draws.openDraw(terms(4, 1), "ana");
    }
  }

  private static void assertNotOpened(String message, Draws draws, DrawTerms terms)
      throws Exception {
    assertNotOpened(DecisionException.Kind.CONFLICT, message, draws, terms);
  }

  private static void assertNotOpened(
      DecisionException.Kind kind, String message, Draws draws, DrawTerms terms) throws Exception {
    int before = draws.list().size();
    DecisionException refused =
        assertThrows(DecisionException.class, () -> draws.openDraw(terms, "ana"));
    assertEquals(kind, refused.kind());
    assertEquals(message, refused.getMessage());
    assertEquals(before, draws.list().size());
  }

  @Test
  void termsThatAreNoneOpenNothing() throws Exception {
    try (Draws draws = setup.start()) {
      assertInvalid("draw: expected a number from 1, found 0", draws, terms(0, 1));
      assertInvalid("draw: expected a number from 1, found -1", draws, terms(-1, 1));
      String agencies = "agencies: expected 1 to 65536, each with a number from 1, found ";
      assertInvalid(agencies + 0, draws, terms(1, 0));
      assertInvalid(agencies + 65_537, draws, terms(1, 65_537));
      assertInvalid(agencies + 2, draws, DrawTerms.fixed(1, IntSets.immutable.of(0, 1), 1));
      assertInvalid(agencies + 1, draws, DrawTerms.fixed(1, IntSets.immutable.of(-5), 1));
      String number = "number: expected 0 to 9999, found ";
      assertInvalid(number + 10_000, draws, DrawTerms.fixed(1, agencies(1), 10_000));
      assertInvalid(number + -1, draws, DrawTerms.fixed(1, agencies(1), -1));
      assertInvalid(
          "closesAt: expected a time in the future, found " + DrawsSetup.NOON,
          draws,
          closingAt(DrawsSetup.NOON));
      assertInvalid(
          "closesAt: expected a time before 9999-12-31T00:00:00Z, found a later one",
          draws,
          closingAt(Instant.MAX));
      assertThrows(DecisionException.class, () -> draws.openDraw(terms(1, 1), "office"));
      assertEquals(List.of(), folders());
    }
  }

  private static DrawTerms closingAt(Instant time) {
    return new DrawTerms(1, agencies(1), Optional.of(time), new NumberSource.Officials(1));
  }

  private static void assertInvalid(String message, Draws draws, DrawTerms terms) throws Exception {
    assertNotOpened(DecisionException.Kind.INVALID, message, draws, terms);
  }

  private List<String> folders() throws Exception {
    try (var all = Files.list(data)) {
      return all.filter(Files::isDirectory).map(each -> each.getFileName().toString()).toList();
    }
  }

  @Test
  void onlySoManyDrawsRunAtTheSameTime() throws Exception {
    try (Draws draws = setup.start()) {
      for (int number = 1; number <= Draws.RUNNING_MAX; number++) {
        draws.openDraw(terms(number, 1), "ana");
      }
      assertNotOpened(
          "expected at most 16 draws that are not over, found 16 already", draws, terms(99, 1));
      deliver(draws, 5, 1);
      decideNumber(draws, 5);
      draws.openDraw(terms(99, 1), "ana");
    }
    try (Draws draws = setup.start()) {
      assertEquals(17, draws.list().size());
      assertEquals(Draws.RUNNING_MAX, draws.agencies());
    }
  }

  @Test
  void anOfficeWithoutRoomOpensNoDraw() throws Exception {
    setup.admission =
        (terms, others) -> {
          if (terms.agencies().size() + others > 5) {
            throw new DecisionException(DecisionException.Kind.CONFLICT, "5 at most");
          }
        };
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(1, 3), "ana");
      assertNotOpened("5 at most", draws, terms(2, 3));
      draws.openDraw(terms(2, 2), "ana");
      assertEquals(5, draws.agencies());
    }
    assertEquals(2, folders().size());
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
  void nothingIsFoundOrOpenedOnceTheOfficeStops() throws Exception {
    Draws draws = setup.start();
    holdOne(draws, 1);
    draws.close();
    draws.close();
    assertNotOpened(DecisionException.Kind.BUSY, "the office is stopping", draws, terms(2, 1));
    assertEquals(List.of(), DrawsSetup.openFiles(data));
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
