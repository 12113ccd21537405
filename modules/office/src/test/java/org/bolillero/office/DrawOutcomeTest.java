package org.bolillero.office;

import static org.bolillero.office.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.lottery.Winners;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;

class DrawOutcomeTest {
  private final DrawOutcome outcome = new DrawOutcome();
  private final Winners nobody = new Winners.Builder().build();

  @Test
  void whoAsksAfterTheDrawNeedNotWait() {
    outcome.publish(nobody);
    assertEquals(Optional.of(nobody), outcome.now());
    assertEquals(Optional.of(nobody), outcome.await(this, () -> false));
  }

  @Test
  void everybodyWhoWaitsIsTold() throws Exception {
    assertEquals(Optional.empty(), outcome.now());
    AtomicInteger waiting = new AtomicInteger();
    MutableList<Background<Optional<Winners>>> waiters = Lists.mutable.empty();
    for (int i = 0; i < 100; i++) {
      Object waiter = new Object();
      waiters.add(
          Background.call(() -> outcome.await(waiter, () -> waiting.incrementAndGet() < 0)));
    }
    await().until(() -> waiting.get() == 100);
    outcome.publish(nobody);
    for (Background<Optional<Winners>> each : waiters) {
      assertEquals(Optional.of(nobody), each.await());
    }
  }

  @Test
  void whoHasToStopIsWokenAloneAndTheOthersGoOnWaiting() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Background<Optional<Winners>> other =
        Background.call(() -> outcome.await("other", () -> looks.incrementAndGet() < 0));
    Background<Optional<Winners>> stopped =
        Background.call(() -> outcome.await("stopped", stop::get));
    await().until(() -> looks.get() == 1);
    stop.set(true);
    outcome.recheck("stopped");
    assertEquals(Optional.empty(), stopped.await());
    assertEquals(1, looks.get());
    assertFalse(other.isDone());
    outcome.publish(nobody);
    assertEquals(Optional.of(nobody), other.await());
  }

  @Test
  void whoMustNotWaitDoesNot() {
    assertEquals(Optional.empty(), outcome.await(this, () -> true));
    outcome.recheck(this);
    assertEquals(Optional.empty(), outcome.now());
  }
}
