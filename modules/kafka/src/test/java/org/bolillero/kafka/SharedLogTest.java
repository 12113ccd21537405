package org.bolillero.kafka;

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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a draw in which Ana leads. */
final class SharedLogTest {
  private static final long REPLAYED = 5;

  private final SharedScene scene = new SharedScene();
  private final MemoryLog replica = new MemoryLog();
  private @Nullable SharedLog opened;
  private boolean isOfficeTakenOver;

  @BeforeEach
  void lead() {
    scene.run(() -> {
      Replica.Opened follows = Replica.open(DRAW, scene.open(DRAW), replica, scene);
      assertTrue(follows.reader().claim(ANA));
      opened = new SharedLog(follows, REPLAYED, this::checkOffice, scene.machine, scene);
    });
  }

  private void checkOffice() throws LogException {
    if (isOfficeTakenOver) {
      throw new LogException(LogException.Kind.TAKEN_OVER, "as planned");
    }
  }

  private SharedLog log() {
    assertNotNull(opened);
    return opened;
  }

  @Test
  void whatIsDurableStandsInTheTopicAndInTheReplica() {
    scene.run(() -> {
      long first = log().append(entry(1));
      long second = log().append(entry(2));
      assertTrue(first < second);
      log().awaitDurable(second);
      List<LogEntry> read = new ArrayList<>();
      for (LogSlice each : log().slices(100)) {
        each.forEach((_, entry) -> read.add(entry));
      }
      assertEquals(List.of(entry(1), entry(2)), read);
    });
    assertEquals(0, log().queuedBytes());
    assertEquals(
        List.of(new SharedRecord(DRAW, 1, 1, bet(1)), new SharedRecord(DRAW, 1, 2, bet(2))),
        scene.stored(DRAW, 1));
    assertEquals(List.of(entry(1), entry(2)), replica.entries());
  }

  /** An agency that comes back is answered by what was there before. */
  @Test
  void numbersGoOnAfterThoseThatWereThereBeforeWhichAreDurable() {
    scene.run(() -> {
      log().awaitDurable(REPLAYED);
      assertTrue(log().append(entry(1)) > REPLAYED);
    });
  }

  @Test
  void whatIsNotStoredYetIsNotDurable() {
    scene.brokers.away(true);
    boolean[] isDone = scene.begin(() -> log().awaitDurable(log().append(entry(1))));
    scene.pass(Duration.ofSeconds(5));
    assertFalse(isDone[0]);
    assertEquals(4, log().queuedBytes());
    scene.brokers.away(false);
    scene.await(isDone);
  }

  @Test
  void whoeverIsTakenOverAcknowledgesNothingAnyMore() {
    scene.topics.hold(true);
    boolean[] isDone =
        scene.begin(() -> {
          long number = log().append(entry(1));
          assertEquals(
              LogException.Kind.TAKEN_OVER,
              assertThrows(LogException.class, () -> log().awaitDurable(number)).kind());
        });
    scene.pass(Reader.WAIT);
    scene.store(DRAW, 2, 0, EVA, bet(9));
    scene.topics.hold(false);
    scene.await(isDone);
    scene.assertFailed(LogException.Kind.TAKEN_OVER);
    scene.assertRefused(LogException.Kind.TAKEN_OVER, () -> log().append(entry(2)));
    scene.assertRefused(LogException.Kind.TAKEN_OVER, () -> log().confirm());
    scene.run(() -> log().close());
    assertEquals(List.of(entry(9)), replica.entries());
  }

  /** Who leads the office now may have looked for logs before there was this one. */
  @Test
  void theFirstEntryIsAcknowledgedOnlyByAnOfficeThatLeadsThen() {
    isOfficeTakenOver = true;
    scene.assertRefused(
        LogException.Kind.TAKEN_OVER, () -> log().awaitDurable(log().append(entry(1))));
    // Whoever leads may not know of the entry: nothing may follow that goes on from it.
    isOfficeTakenOver = false;
    scene.assertFailed(LogException.Kind.TAKEN_OVER);
    scene.assertRefused(LogException.Kind.TAKEN_OVER, () -> log().append(entry(2)));
  }

  @Test
  void onceAnEntryIsAcknowledgedTheOfficesOwnTopicIsNotAskedAnyMore() {
    scene.run(() -> log().awaitDurable(log().append(entry(1))));
    isOfficeTakenOver = true;
    scene.run(() -> log().awaitDurable(log().append(entry(2))));
  }

  @Test
  void aRecordThatIsNotStoredIsTheEnd() {
    scene.brokers.away(true);
    scene.assertRefused(LogException.Kind.FAILED, () -> log().awaitDurable(log().append(entry(1))));
    scene.assertFailed(LogException.Kind.FAILED);
    scene.assertRefused(LogException.Kind.FAILED, () -> log().append(entry(2)));
  }

  /** All of it is stored and confirmed, but what stands behind a hole never counts. */
  @Test
  void aRecordThatStandsBeforeTheOneBeforeItIsTheEnd() {
    scene.topics.hold(true);
    boolean[] isDone =
        scene.begin(() -> {
          log().append(entry(1));
          long number = log().append(entry(2));
          assertEquals(
              LogException.Kind.FAILED,
              assertThrows(LogException.class, () -> log().awaitDurable(number)).kind());
        });
    scene.pass(Reader.WAIT);
    scene.store(DRAW, 1, 2, bet(2));
    scene.topics.hold(false);
    scene.await(isDone);
    scene.assertFailed(LogException.Kind.FAILED);
  }

  @Test
  void theBrokersAreAskedWhetherItStillLeads() {
    scene.run(() -> log().confirm());
    assertEquals(new SharedRecord(DRAW, 1, 1, new SharedRecord.Beat()), scene.last(DRAW));
    scene.store(DRAW, 2, 0, EVA);
    scene.assertRefused(LogException.Kind.TAKEN_OVER, () -> log().confirm());
  }

  @Test
  void itSaysNothingWhenItHasNothingToSay() {
    scene.pass(Duration.ofMinutes(1));
    assertEquals(1, scene.brokers.stream(DRAW).size());
  }

  @Test
  void anEndMakesDurableWhatWasAppendedAndLetsOthersLead() {
    scene.run(() -> {
      log().append(entry(1));
      log().close();
      log().close();
    });
    assertEquals(new SharedRecord(DRAW, 1, 2, new SharedRecord.Resign()), scene.last(DRAW));
    assertEquals(List.of(entry(1)), replica.entries());
    assertFalse(replica.isOpen());
    assertTrue(scene.failures.isEmpty(), scene.failures::toString);
    scene.assertRefused(LogException.Kind.CLOSED, () -> log().append(entry(2)));
  }

  @Test
  void anEndDoesNotWaitForEverForBrokersThatAreAway() {
    scene.brokers.away(true);
    long begin = scene.world.time().nanoTime();
    scene.run(() -> {
      log().append(entry(1));
      log().close();
    });
    long seconds = Duration.ofNanos(scene.world.time().nanoTime() - begin).toSeconds();
    assertTrue(seconds >= 10 && seconds <= 11, () -> seconds + " s");
    scene.assertFailed(LogException.Kind.FAILED);
    assertFalse(replica.isOpen());
  }

  @Test
  void whatIsTooLargeIsRefused() {
    int max = log().payloadBytesMax();
    assertEquals(MemoryLog.PAYLOAD_BYTES_MAX, max);
    assertThrows(
        IllegalArgumentException.class,
        () -> log().append(new LogEntry(1, 1, ByteBuffer.allocate(max + 1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> log().append(new LogEntry(LogEntry.PIN, 1, ByteBuffer.allocate(1))));
  }
}
