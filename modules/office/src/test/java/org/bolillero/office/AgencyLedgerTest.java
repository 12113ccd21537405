package org.bolillero.office;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.office.testing.HeldLog;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** Of all visits of an agency, only the latest may add to its ledger. */
class AgencyLedgerTest {
  private static final BetBatch BETS = TestBets.losing(1, 0, 3);

  private final HeldLog log = new HeldLog();
  private final List<String> told = new ArrayList<>();
  private final Draw draw;

  AgencyLedgerTest() throws Exception {
    draw = reopen(log);
  }

  private static Draw reopen(Log log) throws LogException {
    DrawTerms terms = DrawTerms.fixed(1, IntSets.immutable.of(1), TestBets.WINNING_NUMBER);
    return Draw.reopen(
            OpenedLog.of(terms, log),
            new DrawEnvironment(Thread.ofVirtual().factory(), 1, InstantSource.system(), _ -> {}))
        .orElseThrow();
  }

  private Visit greet(String visit) throws RefusalException {
    return draw.greet(1, why -> told.add(visit + " " + why.refusal()));
  }

  @Test
  void whoeverGreetsLastMayAddAndTheOneBeforeIsToldOnce() throws Exception {
    Visit first = greet("first");
    Visit second = greet("second");
    Visit third = greet("third");
    assertEquals(List.of("first SUPERSEDED", "second SUPERSEDED"), told);
    assertSuperseded(first);
    assertSuperseded(second);
    third.append(0, BETS);
    log.makeDurable(1);
    assertEquals(3, third.awaitStored());
  }

  private void assertSuperseded(Visit visit) throws Exception {
    RefusalException batch = assertThrows(RefusalException.class, () -> visit.append(0, BETS));
    RefusalException end =
        assertThrows(RefusalException.class, () -> visit.finish(0, TestBets.total(1).digest()));
    assertEquals(
        List.of(Refusal.SUPERSEDED, Refusal.SUPERSEDED), List.of(batch.refusal(), end.refusal()));
    assertEquals(List.of(), log.events());
  }

  @Test
  void whatANextVisitHasAddedNeedNotBeDurableForTheOneBefore() throws Exception {
    Visit first = greet("first");
    first.append(0, BETS);
    greet("second").append(3, TestBets.losing(1, 3, 5));
    log.makeDurable(1);
    assertEquals(3, first.awaitStored());
  }

  /** A log may wait for brokers while it takes an entry. The page does not. */
  @Test
  void whoeverLooksDoesNotWaitForABatchThatIsBeingAppended() throws Exception {
    CountDownLatch comes = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Draw slow =
        reopen(
            new SteppedLog(
                log,
                moment -> {
                  if (moment.startsWith("before appending")) {
                    comes.countDown();
                    assertDoesNotThrow(() -> mayGoOn.await());
                  }
                }));
    Visit visit = slow.greet(1, _ -> {});
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        var appended =
            threads.submit(() -> {
              visit.append(0, BETS);
              return true;
            });
        comes.await();
        var seen = threads.submit(slow::agencies);
        await().until(seen::isDone);
        assertEquals(0, seen.get().getOnly().bets());
        assertFalse(appended.isDone());
      } finally {
        mayGoOn.countDown();
      }
    }
    assertEquals(3, slow.agencies().getOnly().bets());
  }

  @Test
  void whoHasLeftIsNotTold() throws Exception {
    greet("first").leave();
    greet("second");
    assertEquals(List.of(), told);
  }

  @Test
  void anOlderVisitThatEndsTakesNothingFromTheLatest() throws Exception {
    Visit first = greet("first");
    greet("second");
    first.leave();
    greet("third");
    assertEquals(List.of("first SUPERSEDED", "second SUPERSEDED"), told);
  }
}
