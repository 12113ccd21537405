package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.server.ReadMemory.BYTES_OF_EACH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.testing.Background;
import org.junit.jupiter.api.Test;

/** However many connections there are, their buffers have a limit, and nobody keeps it full. */
class ReadMemoryTest {
  private static final int STORE = 40_000;

  private final ReadMemory memory = new ReadMemory(STORE);
  private final List<String> ended = new ArrayList<>();

  @Test
  void whatEachConnectionHasIsThereWhenTheStoreIsEmpty() throws Exception {
    waiting("greedy").take(BYTES_OF_EACH + STORE);
    for (int i = 0; i < 1_000; i++) {
      ReadMemory.Claim each = waiting("modest");
      assertTrue(each.tryTake(BYTES_OF_EACH / 2));
      each.take(BYTES_OF_EACH / 2);
    }
    assertEquals(STORE, memory.takenBytes());
    assertEquals(List.of(), ended);
  }

  @Test
  void whoOnlyReadsAheadLeavesHalfOfTheStoreToThoseWhoNeedIt() throws Exception {
    ReadMemory.Claim first = waiting("first");
    assertTrue(first.tryTake(BYTES_OF_EACH + STORE / 4));
    assertTrue(first.tryTake(STORE / 4));
    assertFalse(first.tryTake(1));
    assertFalse(waiting("second").tryTake(BYTES_OF_EACH + 1));
    assertEquals(STORE / 2, memory.takenBytes());
    take(waiting("needing"), BYTES_OF_EACH + STORE / 2).await();
    assertEquals(STORE, memory.takenBytes());
    assertEquals(List.of(), ended);
  }

  @Test
  void whoHasSomeNeedsOnlyTheRest() throws Exception {
    ReadMemory.Claim claim = waiting("growing");
    take(claim, BYTES_OF_EACH + STORE - 1).await();
    take(claim, 1).await();
    assertEquals(STORE, memory.takenBytes());
  }

  @Test
  void whoNeedsMemoryGetsThatOfThoseWhoHaveKeptTheirsTheLongestWithoutGettingOn() throws Exception {
    ReadMemory.Claim first = waiting("first");
    ReadMemory.Claim second = waiting("second");
    ReadMemory.Claim third = waiting("third");
    for (ReadMemory.Claim each : List.of(second, first, third)) {
      each.take(BYTES_OF_EACH + STORE / 4);
    }
    second.waitsForPeer(false); // It has a whole message,
    second.waitsForPeer(true); // and waits for the next one.
    Background<?> needing = take(waiting("fourth"), BYTES_OF_EACH + STORE / 2);
    await().until(() -> !ended.isEmpty());
    assertFalse(needing.isDone(), "what was not given back by then");
    first.close();
    needing.await();
    assertEquals(List.of("first"), ended);
    assertEquals(STORE, memory.takenBytes());
  }

  @Test
  void whatAnEndedConnectionHasGivenBackIsNotExpectedFromItAgain() throws Exception {
    ReadMemory.Claim first = waiting("first");
    ReadMemory.Claim second = waiting("second");
    first.take(BYTES_OF_EACH + STORE / 2);
    second.take(BYTES_OF_EACH + STORE / 2);
    Background<?> third = take(waiting("third"), BYTES_OF_EACH + STORE / 2);
    third.awaitWaiting();
    first.close();
    third.await();
    Background<?> fourth = take(waiting("fourth"), BYTES_OF_EACH + STORE / 2);
    fourth.awaitWaiting();
    assertEquals(List.of("first", "second"), ended);
    second.close();
    fourth.await();
  }

  @Test
  void whoBeginsToWaitWhileAnotherNeedsMemoryGivesWay() throws Exception {
    ReadMemory.Claim handled = waiting("handled");
    handled.take(BYTES_OF_EACH + STORE);
    handled.waitsForPeer(false);
    Background<?> needing = take(waiting("needing"), BYTES_OF_EACH + 1);
    needing.awaitWaiting();
    handled.waitsForPeer(true);
    await().until(() -> !ended.isEmpty());
    handled.close();
    needing.await();
    assertEquals(List.of("handled"), ended);
  }

  @Test
  void whoHasNothingFromTheStoreNeedNotGiveWay() throws Exception {
    waiting("modest").take(BYTES_OF_EACH);
    ReadMemory.Claim greedy = waiting("greedy");
    greedy.take(BYTES_OF_EACH + STORE);
    Background<?> needing = take(waiting("needing"), BYTES_OF_EACH + 1);
    needing.awaitWaiting();
    assertEquals(List.of("greedy"), ended);
    greedy.close();
    needing.await();
  }

  @Test
  void whoseMessageIsBeingHandledIsWaitedFor() throws Exception {
    ReadMemory.Claim handled = waiting("handled");
    handled.take(BYTES_OF_EACH + STORE);
    handled.waitsForPeer(false);
    Background<?> needing = take(waiting("needing"), BYTES_OF_EACH + 1);
    needing.awaitWaiting();
    assertEquals(List.of(), ended);
    handled.give(STORE);
    needing.await();
    assertEquals(List.of(), ended);
  }

  @Test
  void whoWaitsForMoreGivesWayToTheNextSoThatNobodyWaitsForEver() throws Exception {
    ReadMemory.Claim handled = waiting("handled");
    handled.take(BYTES_OF_EACH + STORE / 2);
    handled.waitsForPeer(false);
    ReadMemory.Claim longer = waiting("longer");
    longer.take(BYTES_OF_EACH + STORE / 2);
    Background<?> more =
        Background.run(() -> assertThrows(IOException.class, () -> longer.take(1)));
    more.awaitWaiting();
    Background<?> needing = take(waiting("needing"), BYTES_OF_EACH + STORE / 2);
    more.await();
    longer.close();
    needing.await();
    assertEquals(List.of("longer"), ended);
  }

  @Test
  void whoHasEndedLeavesNothingBehind() throws Exception {
    ReadMemory.Claim one = waiting("one");
    one.take(BYTES_OF_EACH + 100);
    one.give(50);
    one.close();
    one.close();
    assertEquals(0, memory.takenBytes());
  }

  private ReadMemory.Claim waiting(String name) {
    ReadMemory.Claim claim = memory.claim();
    claim.whenReclaimed(() -> ended.add(name));
    claim.waitsForPeer(true);
    return claim;
  }

  private static Background<?> take(ReadMemory.Claim claim, int bytes) {
    return Background.run(() -> claim.take(bytes));
  }
}
