package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.RefusalException.Refusal;
import org.junit.jupiter.api.Test;

/** Of all connections of an agency, only the one that has greeted last may add to its ledger. */
class AgencyLedgerTest {
  private static final BetBatch BETS = TestBets.losing(1, 0, 3);

  private final HeldLog log = new HeldLog();
  private final AgencyLedger ledger = new AgencyLedger(1);
  private final List<String> told = new ArrayList<>();

  private long greet(String connection) {
    return ledger.greet(why -> told.add(connection + " " + why.refusal())).epoch();
  }

  @Test
  void whoeverGreetsLastMayAddAndTheOneBeforeIsToldOnce() throws Exception {
    long first = greet("first");
    long second = greet("second");
    long third = greet("third");
    assertEquals(List.of("first SUPERSEDED", "second SUPERSEDED"), told);
    for (long before : new long[] {first, second}) {
      assertSuperseded(before);
    }
    assertEquals(3, ledger.append(third, 0, BETS, log).bets());
  }

  private void assertSuperseded(long epoch) throws Exception {
    RefusalException batch =
        assertThrows(RefusalException.class, () -> ledger.append(epoch, 0, BETS, log));
    RefusalException end =
        assertThrows(
            RefusalException.class, () -> ledger.finish(epoch, 0, TestBets.total(1).digest(), log));
    assertEquals(
        List.of(Refusal.SUPERSEDED, Refusal.SUPERSEDED), List.of(batch.refusal(), end.refusal()));
    assertEquals(List.of(), log.events());
  }

  @Test
  void whoHasLeftIsNotTold() {
    ledger.leave(greet("first"));
    greet("second");
    assertEquals(List.of(), told);
  }

  @Test
  void anOlderConnectionThatLeavesTakesNothingFromTheLatest() {
    long first = greet("first");
    greet("second");
    ledger.leave(first);
    greet("third");
    assertEquals(List.of("first SUPERSEDED", "second SUPERSEDED"), told);
  }
}
