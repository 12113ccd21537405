package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

final class FollowedTest {
  private final SharedScene scene = new SharedScene();
  private final Map<Integer, MemoryLog> replicas = new TreeMap<>();
  private final SharedLogs.Office office =
      new SharedLogs.Office(
          "ana",
          "",
          SharedScene.PAYLOAD_BYTES_MAX,
          draw -> replicas.computeIfAbsent(draw, _ -> new MemoryLog()),
          _ -> {});
  private final Followed draws = new Followed(scene.topics, office, scene);

  @Test
  void aTopicWithoutEntriesMakesNoReplica() {
    scene.store(Topics.OFFICE, 1, 0, EVA, bet(1));
    scene.store(3, 1, 0, EVA, new SharedRecord.Beat());
    scene.store(4, 1, 1, bet(1));
    scene.run(() -> assertTrue(draws.look()));
    assertEquals(Map.of(), replicas);
    scene.store(3, 1, 2, bet(7));
    scene.run(() -> {
      assertTrue(draws.look());
      draws.read();
    });
    assertEquals(Set.of(3), replicas.keySet());
    assertEquals(IntSets.immutable.of(3), draws.numbers());
  }

  @Test
  void itReadsOnAndGivesUpWhatSomebodyElseGoesOnWith() {
    scene.store(3, 1, 0, EVA, bet(1));
    scene.store(4, 1, 0, EVA, bet(5));
    scene.run(() -> {
      draws.look();
      scene.store(3, 1, 2, bet(2));
      draws.read();
      Replica.Opened taken = draws.take(3, office.replicas().apply(3));
      assertEquals(IntSets.immutable.of(4), draws.numbers());
      draws.close();
      assertTrue(replica(3).isOpen());
      assertFalse(replica(4).isOpen());
      taken.close();
    });
    assertEquals(List.of(entry(1), entry(2)), replica(3).entries());
  }

  private MemoryLog replica(int draw) {
    return replicas.computeIfAbsent(draw, _ -> new MemoryLog());
  }

  /** A draw that could not be looked at may have entries, which a new leader must not miss. */
  @Test
  void whoCannotLookIntoATopicHasNotSeenThatItHasNoEntries() {
    scene.store(3, 1, 0, EVA, bet(1));
    boolean[] isSilent = {true};
    SimulatedFault silent =
        new SimulatedFault() {
          @Override
          public Topic in(int number, Topic topic) {
            return new FaultyTopic(topic) {
              @Override
              public OptionalLong end() throws LogException {
                return isSilent[0] ? OptionalLong.empty() : super.end();
              }
            };
          }
        };
    Followed followed = new Followed(new FaultyTopics(scene.topics, silent), office, scene);
    scene.run(() -> {
      assertFalse(followed.look());
      isSilent[0] = false;
      assertTrue(followed.look());
    });
    assertEquals(IntSets.immutable.of(3), followed.numbers());
  }

  @Test
  void whereNobodyAnswersNothingIsSeen() {
    scene.store(3, 1, 0, EVA, bet(1));
    scene.brokers.away(true);
    scene.run(() -> assertFalse(draws.look()));
    assertEquals(Map.of(), replicas);
  }
}
