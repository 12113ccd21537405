package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.ANA;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.bolillero.storage.LogException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader that says that it is alive. */
final class LeaderTest {
  private final SharedScene scene = new SharedScene();
  private boolean isBroken;

  @BeforeEach
  void lead() {
    scene.run(() -> {
      Reader reader = new Reader(Topics.OFFICE, scene.open(Topics.OFFICE), _ -> {});
      assertTrue(reader.claim(ANA));
      new Leader(reader, this::check, true, scene.machine.nanoClock(), scene::failed)
          .start(scene.process);
    });
  }

  private void check() throws LogException {
    if (isBroken) {
      throw new LogException(LogException.Kind.FAILED, "as planned");
    }
  }

  @Test
  void itSaysThatItIsAliveWhenItHasNothingElseToSay() {
    scene.pass(Duration.ofSeconds(20));
    int beats = scene.brokers.stream(Topics.OFFICE).size() - 1;
    assertTrue(beats >= 8 && beats <= 10, () -> beats + " beats");
    assertEquals(new SharedRecord.Beat(), scene.last(Topics.OFFICE).body());
  }

  @Test
  void itStopsForGoodWhenAnotherOneLeads() {
    scene.store(Topics.OFFICE, 2, 0, EVA);
    scene.pass(Duration.ofSeconds(20));
    scene.assertFailed(LogException.Kind.TAKEN_OVER);
    assertEquals(EVA, scene.last(Topics.OFFICE).body());
  }

  @Test
  void itStopsForGoodWhenWhatItNeedsHasFailed() {
    isBroken = true;
    scene.pass(Duration.ofSeconds(20));
    scene.assertFailed(LogException.Kind.FAILED);
    assertEquals(1, scene.brokers.stream(Topics.OFFICE).size());
  }

  @Test
  void itStopsForGoodWhenTheTopicIsGone() {
    scene.brokers.delete(Topics.OFFICE);
    scene.pass(Duration.ofSeconds(1));
    scene.assertFailed(LogException.Kind.DAMAGED);
  }
}
