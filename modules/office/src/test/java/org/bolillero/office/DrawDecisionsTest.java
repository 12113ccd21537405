package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.office.DrawsSetup.agencies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each decision in each state of a draw: what becomes of it, and what the official is told. */
class DrawDecisionsTest {
  private static final int NUMBER = TestBets.WINNING_NUMBER;
  private static final NumberSource ONE = new NumberSource.Officials(1);
  private static final NumberSource TWO = new NumberSource.Officials(2);

  @TempDir Path folder;
  private DrawsSetup setup;

  /** Closed, it keeps a draw in the state in which it is: nothing goes on by itself. */
  private volatile CountDownLatch gate = new CountDownLatch(0);

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(folder);
  }

  @AfterEach
  void letGo() {
    gate.countDown();
  }

  private Draw open(NumberSource source) throws Exception {
    DrawTerms terms = new DrawTerms(1, agencies(2), Optional.empty(), source);
    DrawEnvironment environment =
        new DrawEnvironment(
            task ->
                Thread.ofVirtual()
                    .unstarted(() -> {
                      awaitGate();
                      task.run();
                    }),
            1,
            () -> setup.now,
            setup.events::add);
    Draw draw = Draw.open(OpenedLog.opening(terms), DrawsSetup.durable(folder, 1), environment);
    draw.resume();
    return draw;
  }

  private static void awaitRest(Draw draw) {
    assertTrue(draw.awaitRest(Duration.ofMinutes(5)));
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Takes a draw to a state, in which agency 1 has finished and agency 2 has not, or is excused.
   */
  private Draw in(DrawState state) throws Exception {
    Draw draw = open(ONE);
    DrawsSetup.deliver(draw, 1);
    if (state.compareTo(DrawState.CLOSED) >= 0) {
      draw.officials().closeSales("ana", "the end");
    }
    if (state.compareTo(DrawState.SEALED) >= 0) {
      draw.officials().excuse(2, "ana", "does not come");
      awaitRest(draw);
      assertEquals(DrawState.SEALED, draw.state());
    }
    if (state == DrawState.NUMBERED) {
      gate = new CountDownLatch(1);
    }
    if (state.compareTo(DrawState.NUMBERED) >= 0) {
      draw.officials().enterNumber(NUMBER, "ana");
    }
    if (state == DrawState.DRAWN) {
      await().until(draw::isOver);
    }
    assertEquals(state, draw.state());
    return draw;
  }

  enum What {
    CLOSE,
    EXCUSE,
    EXCUSE_WHO_HAS_FINISHED,
    NUMBER,
    CORRECT;

    String on(Draw draw) throws DecisionException, LogException {
      return switch (this) {
        case CLOSE -> {
          draw.officials().closeSales("eva", "it is late");
          yield "done";
        }
        case EXCUSE -> draw.officials().excuse(2, "eva", "no network") + " count";
        case EXCUSE_WHO_HAS_FINISHED -> draw.officials().excuse(1, "eva", "by mistake") + " count";
        case NUMBER -> draw.officials().enterNumber(1, "eva").name();
        case CORRECT -> draw.officials().correct(1, "eva", "a typo").name();
      };
    }
  }

  static Stream<Arguments> table() {
    String finished = "agency 1 has finished";
    String excused = "agency 2 has been excused before";
    return Stream.of(
            row(DrawState.OPEN, "done", "0 count", finished, number("open"), correct("open")),
            row(
                DrawState.CLOSED,
                close("closed"),
                "0 count",
                finished,
                number("closed"),
                correct("closed")),
            row(
                DrawState.SEALED,
                close("sealed"),
                excused,
                finished,
                "ACCEPTED",
                correct("sealed")),
            row(
                DrawState.NUMBERED,
                close("numbered"),
                excused,
                finished,
                number("numbered"),
                correct("numbered")),
            row(DrawState.DRAWN, close("drawn"), excused, finished, number("drawn"), "ACCEPTED"))
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> row(
      DrawState state,
      String close,
      String excuse,
      String finished,
      String number,
      String correct) {
    return Stream.of(
        Arguments.of(state, What.CLOSE, close),
        Arguments.of(state, What.EXCUSE, excuse),
        Arguments.of(state, What.EXCUSE_WHO_HAS_FINISHED, finished),
        Arguments.of(state, What.NUMBER, number),
        Arguments.of(state, What.CORRECT, correct));
  }

  private static String close(String state) {
    return "draw 1 is " + state + "; sales can be closed only while it is open";
  }

  private static String number(String state) {
    return "draw 1 is " + state + "; the number can be entered only while it is sealed";
  }

  private static String correct(String state) {
    return "draw 1 is " + state + "; the number can be corrected only while it is drawn";
  }

  @ParameterizedTest
  @MethodSource("table")
  void eachDecisionInEachState(DrawState state, What what, String outcome) throws Exception {
    List<RecordLine> before;
    List<RecordLine> after;
    try (Draw draw = in(state)) {
      before = draw.record().castToList();
      String found;
      try {
        found = what.on(draw);
        assertFalse(draw.record().size() == before.size());
        assertEquals("eva", draw.record().get(before.size()).who());
      } catch (DecisionException e) {
        assertEquals(DecisionException.Kind.CONFLICT, e.kind());
        assertEquals(before, draw.record().castToList());
        found = e.getMessage();
      }
      assertEquals(outcome, found);
      gate.countDown();
      awaitRest(draw);
      after = draw.record().castToList();
    }
    try (Draw draw = open(ONE)) { // Nothing contradicts what was before.
      awaitRest(draw);
      assertEquals(after, draw.record().castToList().subList(0, after.size()));
    }
  }

  @Test
  void whatIsNoDecisionIsInvalidAndLeavesNothing() throws Exception {
    try (Draw draw = in(DrawState.OPEN)) {
      assertRefused(
          DecisionException.Kind.INVALID, () -> draw.officials().closeSales("", "the end"));
      assertRefused(DecisionException.Kind.INVALID, () -> draw.officials().closeSales("ana", " "));
      assertRefused(
          DecisionException.Kind.INVALID, () -> draw.officials().excuse(2, "a b", "the end"));
      assertRefused(
          DecisionException.Kind.INVALID, () -> draw.officials().excuse(2, "ana", "\u0000"));
      assertRefused(
          DecisionException.Kind.NOT_FOUND, () -> draw.officials().excuse(3, "ana", "the end"));
      assertRefused(
          DecisionException.Kind.INVALID, () -> draw.officials().enterNumber(10_000, "ana"));
      assertRefused(DecisionException.Kind.INVALID, () -> draw.officials().enterNumber(-1, "ana"));
      assertRefused(
          DecisionException.Kind.INVALID, () -> draw.officials().enterNumber(1, "office"));
      assertRefused(DecisionException.Kind.INVALID, () -> draw.officials().correct(1, "ana", ""));
      assertEquals(1, draw.record().size());
    }
  }

  private interface Decisive {
    void run() throws Exception;
  }

  private static String assertRefused(DecisionException.Kind kind, Decisive decision) {
    DecisionException refused = assertThrows(DecisionException.class, decision::run);
    assertEquals(kind, refused.kind(), refused.getMessage());
    return refused.getMessage();
  }

  private static void assertConflict(String message, Decisive decision) {
    assertEquals(message, assertRefused(DecisionException.Kind.CONFLICT, decision));
  }

  @Test
  void aNumberThatWasFixedIsEnteredByNobodyAndCorrectedByOne() throws Exception {
    try (Draw draw = open(new NumberSource.Fixed(NUMBER))) {
      DrawsSetup.deliver(draw, 1);
      DrawsSetup.deliver(draw, 2);
      await().until(draw::isOver);
      assertEquals("7574, known from the opening", details(draw, 3));
      assertConflict(
          "7574 is the number of draw 1", () -> draw.officials().correct(NUMBER, "ana", "a typo"));
      gate = new CountDownLatch(1);
      assertEquals(NumberEntry.ACCEPTED, draw.officials().correct(42, "ana", "a typo"));
      assertConflict(
          "draw 1 is being corrected", () -> draw.officials().correct(43, "ana", "a typo"));
      gate.countDown();
      await().until(draw::isOver);
      assertEquals(42, draw.result().orElseThrow().number());
      assertEquals("0042, a correction", details(draw, 5));
      assertEquals("number 7574, 2 winners", details(draw, 4).substring(0, 22));
    }
  }

  private static String details(Draw draw, int line) {
    return draw.record().get(line).details();
  }

  @Test
  void noNumberIsTakenForADrawWhoseNumberWasFixed() throws Exception {
    NumberSource fixed = new NumberSource.Fixed(NUMBER);
    try (Draw draw = open(fixed)) {
      DrawsSetup.deliver(draw, 1);
      draw.officials().excuse(2, "ana", "does not come");
      await().until(draw::isOver);
    }
    StoredLog whole = StoredLog.in(folder);
    DrawsSetup.deleteAll(folder);
    // As if it had crashed after the seal.
    StoredLog.write(
        folder,
        LogSettings.of(1, DrawEventCodec.WORDS, DrawsSetup.SEGMENT_BYTES),
        whole.events().subList(0, 6).toArray(DrawEvent[]::new));
    gate = new CountDownLatch(1);
    try (Draw draw = open(fixed)) {
      assertEquals(DrawState.SEALED, draw.state());
      assertConflict(
          "the number was fixed when draw 1 was opened",
          () -> draw.officials().enterNumber(1, "ana"));
      gate.countDown();
      await().until(draw::isOver);
      assertEquals(NUMBER, draw.result().orElseThrow().number());
    }
  }

  private Draw sealedForTwo() throws Exception {
    Draw draw = open(TWO);
    DrawsSetup.deliver(draw, 1);
    DrawsSetup.deliver(draw, 2);
    awaitRest(draw);
    assertEquals(DrawState.SEALED, draw.state());
    return draw;
  }

  @Test
  void twoOfficialsEnterTheNumberAndNobodySeesTheFirstOne() throws Exception {
    try (Draw draw = sealedForTwo()) {
      assertEquals(NumberEntry.WAITS_FOR_THE_OTHER, draw.officials().enterNumber(4711, "ana"));
      assertHidden(draw, "4711");
      assertConflict(
          "ana has entered a number already; draw 1 needs that of another official",
          () -> draw.officials().enterNumber(4711, "Ana"));
      assertEquals(DrawState.SEALED, draw.state());
    }
    try (Draw draw = open(TWO)) { // Also after a restart.
      assertHidden(draw, "4711");
      assertEquals(NumberEntry.DIFFERS, draw.officials().enterNumber(4712, "eva"));
      assertEquals("4711", details(draw, 3));
      assertEquals("4712", details(draw, 4));
      setup.now = setup.now.plusSeconds(1);
      assertEquals(NumberEntry.WAITS_FOR_THE_OTHER, draw.officials().enterNumber(4713, "eva"));
      assertHidden(draw, "4713");
      assertEquals(NumberEntry.ACCEPTED, draw.officials().enterNumber(4713, "ana"));
      await().until(draw::isOver);
      RecordLine number = draw.record().get(7);
      assertEquals("eva,ana", number.who());
      assertEquals("4713", number.details());
    }
  }

  private static void assertHidden(Draw draw, String number) {
    assertFalse(draw.record().toString().contains(number), draw.record().toString());
    assertFalse(draw.summary().toString().contains(number));
    assertEquals(
        "not shown until the other official has entered one", draw.record().getLast().details());
  }

  @Test
  void aCorrectionNeedsBothToo() throws Exception {
    try (Draw draw = sealedForTwo()) {
      draw.officials().enterNumber(NUMBER, "ana");
      draw.officials().enterNumber(NUMBER, "eva");
      await().until(draw::isOver);
      DrawResult first = draw.result().orElseThrow();
      assertEquals(NumberEntry.WAITS_FOR_THE_OTHER, draw.officials().correct(1, "ana", "a typo"));
      assertHidden(draw, "a typo; "); // The number is as short as others in it.
      assertEquals(first, draw.result().orElseThrow());
      assertConflict(
          "ana has entered a number already; draw 1 needs that of another official",
          () -> draw.officials().correct(1, "ana", "a typo"));
      assertEquals(NumberEntry.ACCEPTED, draw.officials().correct(1, "eva", "read it wrong"));
      await().until(draw::isOver);
      assertEquals(1, draw.result().orElseThrow().number());
      assertEquals(4, draw.result().orElseThrow().winners());
      assertEquals("a typo; read it wrong", draw.record().get(9).reason());
    }
  }

  @Test
  void thoseWhoDifferTooOftenHaveToPause() throws Exception {
    try (Draw draw = sealedForTwo()) {
      for (int round = 0; round < 5; round++) {
        draw.officials().enterNumber(1, "ana");
        assertEquals(NumberEntry.DIFFERS, draw.officials().enterNumber(2, "eva"));
      }
      String paused =
          "too many entries differed; numbers are taken again at " + setup.now.plusSeconds(60);
      assertConflict(paused, () -> draw.officials().enterNumber(1, "ana"));
    }
    try (Draw draw = open(TWO)) { // A restart does not help.
      assertRefused(DecisionException.Kind.CONFLICT, () -> draw.officials().enterNumber(1, "eva"));
      setup.now = setup.now.plusSeconds(60);
      assertEquals(NumberEntry.WAITS_FOR_THE_OTHER, draw.officials().enterNumber(1, "eva"));
      assertEquals(NumberEntry.ACCEPTED, draw.officials().enterNumber(1, "ana"));
      await().until(draw::isOver);
    }
  }

  /** The crash came between the second entry and the number; the steps have not been taken yet. */
  @Test
  void whereTwoHaveAgreedNobodyIsAskedAgain() throws Exception {
    try (Draw draw = sealedForTwo()) {
      draw.officials().enterNumber(NUMBER, "ana");
      draw.officials().enterNumber(NUMBER, "eva");
      await().until(draw::isOver);
    }
    List<DrawEvent> events = StoredLog.in(folder).events();
    int entries = events.size() - 2; // Without NUMBER and DRAWN.
    DrawsSetup.deleteAll(folder);
    StoredLog.write(
        folder,
        LogSettings.of(1, DrawEventCodec.WORDS, DrawsSetup.SEGMENT_BYTES),
        events.subList(0, entries).toArray(DrawEvent[]::new));
    gate = new CountDownLatch(1);
    try (Draw draw = open(TWO)) {
      assertConflict("draw 1 has its number already", () -> draw.officials().enterNumber(1, "zoe"));
      gate.countDown();
      await().until(draw::isOver);
    }
    try (Draw draw = open(TWO)) {
      await().until(draw::isOver);
      assertEquals(NUMBER, draw.result().orElseThrow().number());
    }
  }
}
