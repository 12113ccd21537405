package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.storage.LogSettings;
import org.junit.jupiter.api.Test;

/** Two officials enter the number: what becomes of it when they agree, differ, or crash between. */
class TwoOfficialsTest extends DecidedDraw {
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
