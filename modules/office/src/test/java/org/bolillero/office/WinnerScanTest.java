package org.bolillero.office;

import static org.bolillero.office.testing.TestBets.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The draw is a pure function of the log and the number. */
class WinnerScanTest {
  private static final int AGENCIES = 7;
  private static final int BATCHES = 400;
  private static final LogSettings LOG = LogSettings.of(1, DrawEventCodec.WORDS, 16 * 1024);

  @TempDir Path folder;

  @Test
  void neitherThreadsNorSlicesChangeTheResultWhichIsThatOfAPlainRecount() {
    Seed.run(random -> {
      Map<Integer, List<String>> expected = new HashMap<>();
      long[] next = new long[AGENCIES + 1];
      List<DrawEvent> events = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        int agency = random.nextInt(1, AGENCIES); // The last one has no bets.
        BetBatch bets = TestBets.random(agency, next[agency], random.nextInt(1, 30), random);
        next[agency] += bets.count();
        events.add(new DrawEvent.Bets(agency, bets));
        for (Bet each : bets) {
          if (each.number() == WINNING_NUMBER) {
            expected.computeIfAbsent(agency, _ -> new ArrayList<>()).add(each.document());
          }
        }
      }
      StoredLog.write(folder, LOG, events.toArray(DrawEvent[]::new));
      assertEveryDrawGives(expected);
    });
  }

  private void assertEveryDrawGives(Map<Integer, List<String>> expected) throws Exception {
    try (DurableLog log = StoredLog.open(folder, LOG)) {
      Winners first = WinnerScan.run(log.slices(WinnerScan.SLICE_BYTES), WINNING_NUMBER, 1);
      for (int agency = 1; agency <= AGENCIES; agency++) {
        List<String> documents = expected.getOrDefault(agency, List.of());
        assertEquals(documents, TestBets.documents(first.documents(agency)));
        assertEquals(documents.size(), first.count(agency));
      }
      for (int threads : new int[] {0, 1, 2, 16}) {
        for (int sliceBytes : new int[] {1, 500, 5_000, Integer.MAX_VALUE}) {
          Winners again = WinnerScan.run(log.slices(sliceBytes), WINNING_NUMBER, threads);
          assertEquals(first.digest(), again.digest());
          assertEquals(first.total(), again.total());
        }
      }
    }
  }

  @Test
  void anEmptyLogHasNoWinners() throws Exception {
    assertEquals(0, WinnerScan.run(Lists.immutable.empty(), WINNING_NUMBER, 2).total());
  }
}
