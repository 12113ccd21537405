package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bolillero.lottery.Winners;
import org.bolillero.office.testing.Background;
import org.junit.jupiter.api.Test;

class DrawOutcomeTest {
  private static final CompletableFuture<?> NEVER = new CompletableFuture<>();

  private final DrawOutcome outcome = new DrawOutcome();
  private final Announcement nobody = new Announcement(new Winners.Builder().build(), false);

  @Test
  void whoAsksAfterTheDrawNeedNotWait() {
    outcome.publish(nobody);
    assertEquals(Optional.of(nobody), outcome.now());
    assertEquals(Optional.of(nobody), outcome.await(NEVER));
  }

  @Test
  void everybodyWhoWaitsIsTold() throws Exception {
    assertEquals(Optional.empty(), outcome.now());
    List<Background<Optional<Announcement>>> waiters = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiters.add(Background.call(() -> outcome.await(new CompletableFuture<>())));
    }
    List<Background<?>> watches = new ArrayList<>();
    for (Background<?> each : waiters) {
      watches.add(Background.run(each::awaitWaiting));
    }
    for (Background<?> each : watches) {
      each.await();
    }
    outcome.publish(nobody);
    for (Background<Optional<Announcement>> each : waiters) {
      assertEquals(Optional.of(nobody), each.await());
    }
  }

  @Test
  void whoHasToStopStopsAloneAndTheOthersGoOnWaiting() throws Exception {
    CompletableFuture<String> stop = new CompletableFuture<>();
    Background<Optional<Announcement>> other = Background.call(() -> outcome.await(NEVER));
    Background<Optional<Announcement>> stopped = Background.call(() -> outcome.await(stop));
    other.awaitWaiting();
    stopped.awaitWaiting();
    stop.complete("the end");
    assertEquals(Optional.empty(), stopped.await());
    assertFalse(other.isDone());
    outcome.publish(nobody);
    assertEquals(Optional.of(nobody), other.await());
  }

  @Test
  void whoMustNotWaitDoesNot() {
    CompletableFuture<?> stopped = CompletableFuture.completedFuture("the end");
    assertEquals(Optional.empty(), outcome.await(stopped));
    outcome.publish(nobody);
    assertEquals(Optional.of(nobody), outcome.await(stopped));
  }
}
