package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.DRAW;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bolillero.storage.LogException;
import org.junit.jupiter.api.Test;

final class PublicationTest {
  private static final SharedRecord.Lead PUBLISHER = SharedScene.office("log publish", 77);

  private final SharedScene scene = new SharedScene();
  private final MemoryLog log = new MemoryLog();

  PublicationTest() {
    for (int i = 1; i <= 3; i++) {
      log.add(entry(i));
    }
  }

  private long publish() throws LogException {
    return Publication.run(DRAW, scene.open(DRAW), log, PUBLISHER, scene.machine, scene);
  }

  private List<SharedRecord.Body> bodies() {
    return scene.stored(DRAW, 0).stream().map(SharedRecord::body).toList();
  }

  @Test
  void aLogIsCopiedAndLeftToWhoeverLeads() {
    scene.run(() -> assertEquals(3, publish()));
    assertEquals(List.of(PUBLISHER, bet(1), bet(2), bet(3), new SharedRecord.Resign()), bodies());
  }

  @Test
  void aLogThatIsThereIsNotCopiedAgain() {
    scene.run(() -> {
      publish();
      assertEquals(3, publish());
    });
    assertEquals(5, bodies().size());
  }

  /** Whoever has copied the first entry was killed, and has not resigned. */
  @Test
  void itGoesOnWhereItWasInterrupted() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> assertEquals(3, publish()));
    assertEquals(
        List.of(EVA, bet(1), PUBLISHER, bet(2), bet(3), new SharedRecord.Resign()), bodies());
  }

  @Test
  void aTopicWithAnotherEntryIsLeftAsItIs() {
    scene.store(DRAW, 1, 0, EVA, bet(1), bet(9));
    scene.assertRefused(LogException.Kind.DAMAGED, this::publish);
    assertEquals(3, bodies().size());
  }

  @Test
  void aTopicWithMoreEntriesIsLeftAsItIs() {
    scene.store(DRAW, 1, 0, EVA, bet(1), bet(2), bet(3), bet(4));
    scene.assertRefused(LogException.Kind.DAMAGED, this::publish);
    assertEquals(5, bodies().size());
  }
}
