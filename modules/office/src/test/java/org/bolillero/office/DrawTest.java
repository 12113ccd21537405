package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawAnswer.Progress;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {
  private static final LogSettings LOG = LogSettings.of(1, DrawEventCodec.WORDS, 64 * 1024);

  @TempDir Path folder;

  @Test
  void aLogThatIsOfAnotherDrawIsLetGoOf() throws Exception {
    StoredLog.write(folder, LOG, new DrawEvent.Bets(2, TestBets.losing(2, 0, 1)));
    for (int i = 0; i < 2; i++) {
      assertThrows(SettingsConflictException.class, () -> open(_ -> {}, 1));
    }
  }

  @Test
  void anAgencyFinishesOnceHoweverOftenItSaysSo() throws Exception {
    List<OfficeEvent> events = new CopyOnWriteArrayList<>();
    BetBatch bets = TestBets.losing(1, 0, 3);
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(bets);
    for (int opening = 0; opening < 2; opening++) {
      try (Draw draw = open(events::add, 1, 2)) {
        draw.resume();
        for (int time = 0; time < 2; time++) {
          Visit visit = draw.greet(1, _ -> {});
          visit.append(0, bets);
          assertEquals(new Progress(1, 2), visit.finish(3, digest.value()));
        }
      }
    }
    assertEquals(1, events.stream().filter(OfficeEvent.AgencyFinished.class::isInstance).count());
  }

  /** What an earlier version may have left, entry by entry. */
  private static List<DrawEvent> ofAnEarlierVersion() {
    BetBatch bets = TestBets.of(1, 3, 1);
    DrawEvent.AgencyTotal total = TestBets.total(1, bets);
    Winners.Builder winners = new Winners.Builder();
    winners.addFrom(1, bets, TestBets.WINNING_NUMBER);
    return List.of(
        new DrawEvent.Bets(1, bets),
        new DrawEvent.Finished(total),
        new DrawEvent.Sealed(Lists.immutable.of(total), Optional.empty()),
        new DrawEvent.Drawn(
            TestBets.WINNING_NUMBER, 1, winners.build().digest(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aLogOfAnEarlierVersionIsOpenedWhereItEndsAndGoesOn(int entries) throws Exception {
    List<DrawEvent> before = ofAnEarlierVersion().subList(0, entries);
    StoredLog.write(folder, LOG, before.toArray(DrawEvent[]::new));
    ImmutableList<RecordLine> record;
    try (Draw draw = open(_ -> {}, 1)) {
      draw.resume();
      if (entries < 2) {
        Visit visit = draw.greet(1, _ -> {});
        BetBatch bets = TestBets.of(1, 3, 1);
        visit.append(0, bets);
        visit.finish(3, TestBets.digest(List.of(bets)));
      }
      await().until(draw::isOver);
      record = draw.record();
      assertEquals(1, draw.result().orElseThrow().winners());
    }
    List<String> whole = List.of("opened", "closed", "sealed", "number", "drawn");
    List<String> sealed = List.of("sealed", "opened", "number", "drawn");
    assertEquals(entries < 3 ? whole : sealed, record.collect(RecordLine::event).castToList());
    try (Draw draw = open(_ -> {}, 1)) { // What was added contradicts nothing.
      draw.resume();
      await().until(draw::isOver);
      assertEquals(record, draw.record());
      draw.officials().correct(1, "ana", "a typo");
      await().until(() -> draw.isOver() && draw.result().orElseThrow().isCorrection());
      assertEquals(2, draw.result().orElseThrow().winners());
    }
  }

  @Test
  void aDrawThatAnEarlierVersionHasHeldStaysAsItIs() throws Exception {
    StoredLog.write(folder, LOG, ofAnEarlierVersion().toArray(DrawEvent[]::new));
    for (int start = 0; start < 2; start++) {
      try (Draw draw = open(_ -> {}, 1)) {
        draw.resume();
        await().until(draw::isOver);
        assertEquals(1, draw.announced().orElseThrow().winners().total());
        assertEquals(
            List.of("sealed", "drawn"), draw.record().collect(RecordLine::event).castToList());
        DecisionException refused =
            assertThrows(
                DecisionException.class, () -> draw.officials().correct(1, "ana", "a typo"));
        assertEquals(
            "draw 1 was held by an earlier version, and cannot be corrected", refused.getMessage());
      }
    }
    assertEquals(ofAnEarlierVersion(), StoredLog.in(folder).events());
  }

  private Draw open(OfficeListener listener, int... agencies) throws Exception {
    return Draw.open(
        OpenedLog.opening(
            DrawTerms.fixed(1, IntSets.immutable.of(agencies), TestBets.WINNING_NUMBER)),
        (replay, ofLog) -> DurableLog.open(folder, LOG, replay, ofLog),
        new DrawEnvironment(Thread.ofVirtual().factory(), 1, InstantSource.system(), listener));
  }
}
