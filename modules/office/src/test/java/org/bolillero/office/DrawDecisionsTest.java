package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each decision in each state of a draw: what becomes of it, and what the official is told. */
class DrawDecisionsTest extends DecidedDraw {
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
}
