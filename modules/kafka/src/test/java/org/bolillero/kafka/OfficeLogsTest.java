package org.bolillero.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.kafka.SharedScene.ANA;
import static org.bolillero.kafka.SharedScene.DRAW;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.bolillero.storage.SharedLogs.Leadership;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ana's logs. */
final class OfficeLogsTest {
  private final SharedScene scene = new SharedScene();
  private final MemoryLog replica = new MemoryLog();
  private final List<Leadership> heard = new ArrayList<>();
  private @Nullable OfficeLogs opened;

  @BeforeEach
  void open() throws LogException {
    SharedLogs.Office office =
        new SharedLogs.Office(
            "ana", "agencies 1-5", SharedScene.PAYLOAD_BYTES_MAX, _ -> replica, heard::add);
    opened = OfficeLogs.open(ANA.office(), scene.topics, office, scene.machine, scene);
  }

  private OfficeLogs logs() {
    assertNotNull(opened);
    return opened;
  }

  private Log openLog(List<LogEntry> replay) throws LogException {
    return logs().log(DRAW, replica).open((_, entry) -> replay.add(entry), scene);
  }

  @Test
  void whoLeadsSaysHowItIsSetUpAndThenThatItIsAlive() {
    assertTrue(logs().leadership().isEmpty());
    scene.run(() -> logs().awaitLead());
    assertEquals(
        List.of(
            new SharedRecord(
                Topics.OFFICE,
                1,
                1,
                new SharedRecord.Entry(new LogEntry(1, 0, UTF_8.encode("agencies 1-5")))),
            new SharedRecord(Topics.OFFICE, 1, 2, new SharedRecord.Beat())),
        scene.stored(Topics.OFFICE, 1));
    assertTrue(logs().leadership().orElseThrow().isThis());
    assertEquals(1, heard.size());
  }

  @Test
  void whoLeadsGoesOnWithWhatOthersHaveStored() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      logs().awaitLead();
      assertEquals(IntSets.immutable.of(DRAW), logs().held());
      scene.store(DRAW, 1, 2, bet(2));
      List<LogEntry> replay = new ArrayList<>();
      Log log = openLog(replay);
      assertEquals(List.of(entry(1), entry(2)), replay);
      assertEquals(IntSets.immutable.empty(), logs().held());
      log.awaitDurable(log.append(entry(3)));
      assertEquals(new SharedRecord(DRAW, 2, 1, bet(3)), scene.last(DRAW));
      log.close();
    });
  }

  /** It was paused, does not know that it leads no more, and took the draw first. */
  @Test
  void whoLeadsTakesADrawFromOneThatDoesNot() {
    boolean[] isOpen = new boolean[1];
    scene.run(() -> {
      logs().awaitLead();
      openLog(new ArrayList<>()).close();
    });
    boolean[] isDone =
        scene.begin(() -> {
          List<LogEntry> replay = new ArrayList<>();
          openLog(replay);
          assertEquals(List.of(entry(1)), replay);
          isOpen[0] = true;
        });
    // Its LEAD of term 2 is on the way when the other one comes first.
    scene.world.goOnUntil(replica::isOpen);
    scene.topics.hold(true);
    scene.pass(Reader.WAIT);
    scene.store(DRAW, 2, 0, EVA, bet(1));
    scene.topics.hold(false);
    scene.await(isDone);
    assertTrue(isOpen[0]);
    assertEquals(3, scene.last(DRAW).term());
  }

  @Test
  void whoIsTakenOverOpensNoDrawAnyMore() {
    scene.run(() -> logs().awaitLead());
    scene.store(Topics.OFFICE, 2, 0, EVA);
    scene.assertRefused(LogException.Kind.TAKEN_OVER, () -> openLog(new ArrayList<>()));
    scene.assertFailed(LogException.Kind.TAKEN_OVER);
    assertFalse(replica.isOpen());
    assertEquals(0, scene.brokers.stream(DRAW).size());
  }

  @Test
  void whoDoesNotLeadOpensNoDraw() {
    scene.run(() -> assertThrows(IllegalStateException.class, () -> openLog(new ArrayList<>())));
  }

  @Test
  void anEndLetsOthersLeadAndClosesAll() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      logs().awaitLead();
      logs().close();
      logs().close();
    });
    assertEquals(new SharedRecord.Resign(), scene.last(Topics.OFFICE).body());
    assertFalse(replica.isOpen());
  }

  @Test
  void whatWasNotOpenedCanBeLookedAtByOthers() {
    scene.store(DRAW, 1, 0, EVA, bet(1));
    scene.run(() -> {
      logs().awaitLead();
      logs().closeUnused();
      assertFalse(replica.isOpen());
      List<LogEntry> replay = new ArrayList<>();
      openLog(replay);
      assertEquals(List.of(entry(1)), replay);
    });
  }
}
