package org.bolillero.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.kafka.SharedScene.ANA;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.bolillero.storage.SharedLogs.Leadership;
import org.junit.jupiter.api.Test;

/** Ana follows, and Eva has led, or does. */
final class StandbyTest {
  private static final String SETUP = "agencies 1-5";

  private final SharedScene scene = new SharedScene();
  private final List<Leadership> heard = new ArrayList<>();
  private final SharedLogs.Office office =
      new SharedLogs.Office(
          "ana", SETUP, SharedScene.PAYLOAD_BYTES_MAX, _ -> new MemoryLog(), _ -> {});

  private void store(long term, long first, SharedRecord.Body... bodies) {
    scene.store(Topics.OFFICE, term, first, bodies);
  }

  private static SharedRecord.Body setup(String setup) {
    return new SharedRecord.Entry(new LogEntry(1, 0, UTF_8.encode(setup)));
  }

  private Reader awaitLead() throws LogException {
    Followed draws = new Followed(scene.topics, office, scene);
    Topic own = scene.open(Topics.OFFICE);
    return new Standby(ANA.office(), office, own, draws, heard::add, scene.machine, scene)
        .awaitLead();
  }

  /** Ana follows; she leads when this says so. */
  private boolean[] follow() {
    return scene.begin(() -> assertTrue(awaitLead().isLedBy(ANA.office())));
  }

  private void assertLeadsWithin(boolean[] leads, Duration min, Duration max) {
    long begin = scene.world.time().nanoTime();
    scene.await(leads);
    Duration time = Duration.ofNanos(scene.world.time().nanoTime() - begin);
    assertTrue(time.compareTo(min) >= 0 && time.compareTo(max) <= 0, time::toString);
  }

  private void assertLeadsAtOnce(boolean[] leads) {
    assertLeadsWithin(leads, Duration.ZERO, Duration.ofSeconds(1));
  }

  @Test
  void whereNobodyHasLedItLeadsAtOnce() {
    assertLeadsAtOnce(follow());
    assertEquals(1, heard.size());
    assertTrue(heard.getFirst().isThis());
    assertEquals(1, heard.getFirst().term());
  }

  @Test
  void aLeaderThatIsSilentForTenSecondsIsTakenForDead() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(5));
    store(1, 3, new SharedRecord.Beat());
    assertLeadsWithin(leads, Duration.ofMillis(9_900), Duration.ofSeconds(11));
    assertEquals(List.of("eva", "ana"), heard.stream().map(Leadership::name).toList());
    assertEquals(2, scene.last(Topics.OFFICE).term());
  }

  @Test
  void aLeaderThatIsHeardOfIsNotTakenForDead() {
    store(1, 0, EVA, setup(SETUP));
    boolean[] leads = follow();
    for (int beat = 2; beat < 20; beat++) {
      scene.pass(Duration.ofSeconds(9));
      store(1, beat, new SharedRecord.Beat());
    }
    assertFalse(leads[0]);
  }

  @Test
  void whatDoesNotCountIsNoSignOfLife() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(9));
    store(1, 1, new SharedRecord.Beat());
    assertLeadsWithin(leads, Duration.ZERO, Duration.ofSeconds(2));
  }

  @Test
  void brokersThatAreAwayAreNoSilenceOfTheLeader() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(5));
    scene.brokers.away(true);
    scene.pass(Duration.ofMinutes(1));
    assertFalse(leads[0]);
    scene.brokers.away(false);
    assertLeadsWithin(leads, Duration.ofMillis(8_900), Duration.ofSeconds(11));
  }

  @Test
  void brokersThatAreAwayWhileATopicIsLookedAtAreNoSilence() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(2));
    scene.store(5, 1, 0, EVA, SharedScene.bet(1));
    // More than come at once, so that there is more to wait for.
    for (int i = 1; i < 100; i++) {
      scene.store(5, 1, 9, SharedScene.bet(1));
    }
    scene.pass(Duration.ofSeconds(1));
    scene.brokers.away(true);
    scene.pass(Duration.ofMinutes(1));
    scene.brokers.away(false);
    assertLeadsWithin(leads, Duration.ofMillis(8_900), Duration.ofSeconds(12));
  }

  /** Nor does the leader of that time get to be heard. */
  @Test
  void brokersThatAnswerAndAreTooFewToStoreAreNoSilence() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(4));
    scene.brokers.tooFew(true);
    scene.pass(Duration.ofMinutes(1));
    assertFalse(leads[0]);
    scene.brokers.tooFew(false);
    // What the leader could not get stored comes.
    scene.pass(Duration.ofSeconds(1));
    store(1, 3, new SharedRecord.Beat());
    assertLeadsWithin(leads, Duration.ofMillis(9_900), Duration.ofSeconds(11));
  }

  @Test
  void whatItSendsToFindOutCountsForNobody() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(9));
    assertEquals(4, scene.brokers.stream(Topics.OFFICE).size());
    store(1, 3, new SharedRecord.Beat());
    scene.pass(Duration.ofSeconds(9));
    assertFalse(leads[0]);
  }

  @Test
  void afterAResignItLeadsAtOnce() {
    store(1, 0, EVA, setup(SETUP), new SharedRecord.Beat());
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(3));
    store(1, 3, new SharedRecord.Resign());
    assertLeadsAtOnce(leads);
  }

  @Test
  void anOfficeThatIsSetUpOtherwiseIsNotTakenOverFrom() {
    store(1, 0, EVA, setup("agencies 1-6"), new SharedRecord.Beat());
    scene.run(() -> {
      LogException refused = assertThrows(LogException.class, this::awaitLead);
      assertEquals(LogException.Kind.UNSUITABLE, refused.kind());
    });
    assertEquals(1, scene.warnings.size());
    assertTrue(
        scene.warnings.getFirst().contains("expected agencies 1-5, found agencies 1-6"),
        scene.warnings::toString);
    assertEquals(0, scene.brokers.stream(Topics.OFFICE).termOf(ANA.office()));
  }

  /** It is about to say how it is set up. */
  @Test
  void anOfficeThatHasJustBegunToLeadIsNotTakenForOneThatIsSetUpOtherwise() {
    store(1, 0, EVA, setup("agencies 1-6"), new SharedRecord.Beat(), new SharedRecord.Resign());
    store(2, 0, SharedScene.office("ben", 3));
    boolean[] leads = follow();
    scene.pass(Duration.ofSeconds(1));
    store(2, 1, setup(SETUP));
    scene.pass(Duration.ofSeconds(1));
    store(2, 2, new SharedRecord.Beat());
    assertLeadsWithin(leads, Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void aLeadOfItsOwnThatComesLateCounts() {
    scene.topics.hold(true);
    boolean[] leads = follow();
    // So long a client tries to send a record.
    scene.pass(Duration.ofSeconds(15));
    scene.topics.cutOff(true);
    scene.pass(Duration.ofSeconds(15));
    assertFalse(leads[0]);
    store(1, 0, ANA);
    scene.topics.cutOff(false);
    assertLeadsAtOnce(leads);
    assertEquals(1, scene.brokers.stream(Topics.OFFICE).size());
  }
}
