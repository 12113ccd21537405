package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.office.DrawAnswer.Progress;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private Draw open(OfficeListener listener, int... agencies) throws Exception {
    return Draw.open(
        OpenedLog.opening(
            DrawTerms.fixed(1, IntSets.immutable.of(agencies), TestBets.WINNING_NUMBER)),
        (replay, ofLog) -> DurableLog.open(folder, LOG, replay, ofLog),
        new DrawEnvironment(Thread.ofVirtual().factory(), 1, InstantSource.system(), listener));
  }
}
