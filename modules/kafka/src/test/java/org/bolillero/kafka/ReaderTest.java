package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.ANA;
import static org.bolillero.kafka.SharedScene.DRAW;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReaderTest {
  private final SharedScene scene = new SharedScene();
  private final List<LogEntry> taken = new ArrayList<>();
  private Reader reader;

  ReaderTest() throws LogException {
    reader = new Reader(DRAW, scene.open(DRAW), taken::add);
  }

  @BeforeEach
  void letEvaLead() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
  }

  @Test
  void whatCountsIsGivenAndNothingElse() {
    scene.store(DRAW, 2, 1, bet(8));
    scene.brokers.stream(DRAW).add(ByteBuffer.allocate(3));
    scene.store(DRAW, 1, 1, bet(9), new SharedRecord.Beat(), bet(2));
    scene.run(() -> {
      assertTrue(reader.readToEnd());
      assertEquals(List.of(entry(1), entry(2)), taken);
      assertEquals(4, reader.count());
      assertEquals(1, reader.term());
      assertEquals(4, reader.next());
      assertTrue(reader.isLedBy(EVA.office()));
      assertFalse(reader.hasHole());
    });
  }

  @Test
  void whoHasReadItsOwnLeadAndAllBeforeItLeads() {
    scene.run(() -> assertTrue(reader.claim(ANA)));
    assertEquals(List.of(entry(1)), taken);
    assertTrue(reader.isLedBy(ANA.office()));
    assertEquals(2, reader.term());
  }

  @Test
  void whoWasSlowerDoesNotLead() {
    scene.topics.hold(true);
    boolean[] isDone = scene.begin(() -> assertFalse(reader.claim(ANA)));
    scene.pass(Reader.WAIT);
    scene.store(DRAW, 2, 0, SharedScene.office("ben", 3), bet(2));
    scene.topics.hold(false);
    scene.await(isDone);
    assertFalse(reader.isLedBy(ANA.office()));
    assertEquals(List.of(entry(1), entry(2)), taken);
  }

  @Test
  void whoReachesNobodyDoesNotLead() {
    scene.brokers.away(true);
    scene.run(() -> {
      assertFalse(reader.readToEnd());
      assertFalse(reader.claim(ANA));
    });
    scene.brokers.away(false);
    assertEquals(2, scene.brokers.stream(DRAW).size());
  }

  /** It would end its own term by another LEAD. */
  @Test
  void aLeadThatComesLateIsNotSentAgain() {
    boolean[] isDone = scene.begin(() -> assertFalse(reader.claim(ANA)));
    scene.topics.hold(true);
    scene.await(isDone);
    scene.store(DRAW, 2, 0, ANA);
    scene.topics.hold(false);
    scene.run(() -> assertTrue(reader.claim(ANA)));
    assertEquals(3, scene.brokers.stream(DRAW).size());
    assertEquals(2, reader.term());
  }

  /** A term that it has led before, perhaps with records that are still on their way. */
  @Test
  void whoHasLedBeforeLeadsAgainInATermOfItsOwn() throws LogException {
    scene.store(DRAW, 2, 0, ANA, bet(2));
    scene.run(() -> assertTrue(reader.claim(ANA)));
    assertEquals(3, reader.term());
  }

  @Test
  void aHoleIsNoticedUntilAnotherTermBegins() {
    scene.store(DRAW, 1, 3, bet(3));
    scene.run(() -> {
      reader.readToEnd();
      assertTrue(reader.hasHole());
      assertTrue(reader.claim(ANA));
      assertFalse(reader.hasHole());
    });
    assertEquals(List.of(entry(1)), taken);
  }
}
