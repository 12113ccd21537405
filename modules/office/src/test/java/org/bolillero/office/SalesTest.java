package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.HeldLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogEntry;
import org.junit.jupiter.api.Test;

class SalesTest {
  private static final LogEntry BETS =
      DrawEventCodec.toEntry(new DrawEvent.Bets(1, TestBets.losing(1, 0, 1)));
  private static final DrawEvent CLOSED =
      new DrawEvent.Closed(
          DrawEvent.Closed.Cause.OFFICIAL, new Decision(Instant.EPOCH, "ana", "the end"));
  private static final LogEntry CLOSE = DrawEventCodec.toEntry(CLOSED);

  private final HeldLog log = new HeldLog();

  @Test
  void betsAreTakenUntilTheCloseAndNotAfterIt() throws Exception {
    Sales sales = new Sales(log, 0);
    assertEquals(OptionalLong.of(1), sales.append(BETS));
    assertEquals(OptionalLong.of(2), sales.append(BETS));
    assertEquals(0, sales.closedBy());
    assertEquals(3, sales.close(CLOSE));
    assertEquals(3, sales.closedBy()); // Although it is not durable yet.
    assertEquals(OptionalLong.empty(), sales.append(BETS));
    assertEquals(3, log.events().size());
  }

  @Test
  void salesThatALogHasClosedStayClosed() throws Exception {
    Sales sales = new Sales(log, 17);
    assertEquals(17, sales.closedBy());
    assertEquals(OptionalLong.empty(), sales.append(BETS));
    assertEquals(List.of(), log.events());
  }

  @Test
  void whoAppendsDoesNotWaitForTheDisk() throws Exception {
    Sales sales = new Sales(log, 0);
    Background<Boolean> official = Background.run(() -> log.awaitDurable(sales.close(CLOSE)));
    official.awaitWaiting();
    assertEquals(OptionalLong.empty(), sales.append(BETS));
    log.makeDurable(1);
    official.await();
    assertEquals(List.of(CLOSED), log.events());
  }
}
