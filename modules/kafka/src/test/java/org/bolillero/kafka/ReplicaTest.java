package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.DRAW;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.junit.jupiter.api.Test;

final class ReplicaTest {
  private final SharedScene scene = new SharedScene();
  private final MemoryLog log = new MemoryLog();

  private Replica.Opened open() throws LogException {
    return Replica.open(DRAW, scene.open(DRAW), log, scene);
  }

  @Test
  void itTakesWhatTheTopicHasMore() {
    scene.store(DRAW, 1, 0, EVA, bet(1), bet(2), bet(3));
    log.add(entry(1));
    scene.run(() -> {
      Replica.Opened opened = open();
      opened.reader().readToEnd();
      scene.store(DRAW, 1, 4, bet(4));
      opened.reader().readToEnd();
      List<LogEntry> all = new ArrayList<>();
      opened.replica().replay((_, entry) -> all.add(entry));
      assertEquals(List.of(entry(1), entry(2), entry(3), entry(4)), all);
      opened.close();
    });
    assertEquals(4, log.entries().size());
    assertFalse(log.isOpen());
  }

  @Test
  void aTopicThatIsShorterHasLostSomething() {
    scene.store(DRAW, 1, 0, EVA, bet(1), new SharedRecord.Beat());
    log.add(entry(1));
    log.add(entry(2));
    scene.assertRefused(LogException.Kind.DAMAGED, this::open);
    assertEquals(2, log.entries().size());
  }

  @Test
  void anEmptyTopicHasLostAll() {
    log.add(entry(1));
    scene.assertRefused(LogException.Kind.DAMAGED, this::open);
  }

  @Test
  void aTopicWithAnotherEntryIsAnotherOne() {
    scene.store(DRAW, 1, 0, EVA, bet(1), bet(9), bet(3));
    log.add(entry(1));
    log.add(entry(2));
    scene.assertRefused(LogException.Kind.DAMAGED, this::open);
    assertEquals(List.of(entry(1), entry(2)), log.entries());
  }

  /** Nobody knows yet what the topic has. */
  @Test
  void aTopicThatNobodyAnswersForIsWaitedFor() throws LogException {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    log.add(entry(1));
    Topic topic = scene.open(DRAW);
    scene.brokers.away(true);
    boolean[] isDone = scene.begin(() -> Replica.open(DRAW, topic, log, scene));
    scene.pass(Duration.ofMinutes(1));
    assertFalse(isDone[0]);
    scene.brokers.away(false);
    scene.await(isDone);
  }

  @Test
  void aTopicThatWasMadeAnewIsNoticedWhileItIsRead() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      Replica.Opened opened = open();
      opened.reader().readToEnd();
      scene.brokers.delete(DRAW);
      scene.brokers.stream(DRAW);
      assertEquals(
          LogException.Kind.DAMAGED,
          assertThrows(LogException.class, () -> opened.reader().read(Reader.WAIT)).kind());
      opened.close();
    });
    assertFalse(log.isOpen());
  }

  @Test
  void aTopicThatWasCutIsNoticedWhileItIsRead() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      Replica.Opened opened = open();
      opened.reader().readToEnd();
      scene.brokers.stream(DRAW).truncate(1);
      assertEquals(
          LogException.Kind.DAMAGED,
          assertThrows(LogException.class, () -> opened.reader().readToEnd()).kind());
    });
  }

  @Test
  void aFailureOfItsLogIsThrownByWhateverIsDoneNext() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      Replica.Opened opened =
          Replica.open(
              DRAW,
              scene.open(DRAW),
              (_, listener) -> {
                listener.failed(new LogException(LogException.Kind.FAILED, "no space left"));
                return new MemoryLog().open((_, _) -> {}, listener);
              },
              scene);
      LogException thrown = assertThrows(LogException.class, opened.replica()::check);
      assertEquals(LogException.Kind.FAILED, thrown.kind());
      assertTrue(thrown.getMessage().contains("no space left"), thrown::getMessage);
    });
    assertTrue(scene.failures.isEmpty(), scene.failures::toString);
  }
}
