package org.bolillero.server;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.DurableLog;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The draw is a pure function of the log and the number. */
class DrawTest {
  private static final int AGENCIES = 7;
  private static final int BATCHES = 400;

  @TempDir Path folder;

  @Test
  void neitherThreadsNorSlicesChangeTheResultWhichIsThatOfAPlainRecount() {
    Seed.run(random -> {
      OfficeSetup setup = new OfficeSetup(folder, AGENCIES).segmentBytes(16 * 1024);
      Map<Integer, List<String>> expected = new HashMap<>();
      long[] next = new long[AGENCIES + 1];
      List<JournalEvent> events = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        int agency = random.nextInt(1, AGENCIES); // The last one has no bets.
        BetBatch bets = TestBets.random(agency, next[agency], random.nextInt(1, 30), random);
        next[agency] += bets.count();
        events.add(new JournalEvent.Bets(agency, bets));
        for (Bet each : bets) {
          if (each.number() == WINNING_NUMBER) {
            expected.computeIfAbsent(agency, _ -> new ArrayList<>()).add(each.document());
          }
        }
      }
      StoredLog.write(setup, events.toArray(JournalEvent[]::new));
      assertEveryDrawGives(expected, setup);
    });
  }

  private static void assertEveryDrawGives(Map<Integer, List<String>> expected, OfficeSetup setup)
      throws Exception {
    try (DurableLog log =
        DurableLog.open(
            setup.folder(),
            setup.logSettings(),
            (_, _) -> {},
            new LogWatch(new CompletableFuture<>()))) {
      Winners first = Draw.hold(log.slices(Draw.SLICE_BYTES), WINNING_NUMBER, 1);
      for (int agency = 1; agency <= AGENCIES; agency++) {
        List<String> documents = expected.getOrDefault(agency, List.of());
        assertEquals(documents, TestAgency.documents(first.documents(agency)));
        assertEquals(documents.size(), first.count(agency));
      }
      for (int threads : new int[] {1, 2, 16}) {
        for (int sliceBytes : new int[] {1, 500, 5_000, Integer.MAX_VALUE}) {
          Winners again = Draw.hold(log.slices(sliceBytes), WINNING_NUMBER, threads);
          assertEquals(first.digest(), again.digest());
          assertEquals(first.total(), again.total());
        }
      }
    }
  }

  @Test
  void anEmptyLogHasNoWinners() throws Exception {
    assertEquals(0, Draw.hold(Lists.immutable.empty(), WINNING_NUMBER, 2).total());
  }
}
