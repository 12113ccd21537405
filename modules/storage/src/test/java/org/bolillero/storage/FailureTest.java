package org.bolillero.storage;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.storage.LogException.Kind.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that stop the log, and a disk that is full, which stops it late. */
class FailureTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));
  private static final String KILOBYTE = "x".repeat(1000);

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();
  private final AtomicInteger changesAfterFailure = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"WRITE, FAILED", "WRITE, SHORT", "FORCE, FAILED"})
  void afterAFailureNobodyIsAcknowledgedAndTheLogIsLeftAlone(Call failing, Outcome outcome)
      throws LogException {
    try (DurableLog log = open(new Texts())) {
      log.awaitDurable(log.append(Texts.entry("safe")));
      failFirst(failing, outcome);
      long lost = log.append(Texts.entry("lost"));
      assertFailed(() -> log.awaitDurable(lost));
      assertFailed(() -> log.append(Texts.entry("refused")));
      log.awaitDurable(1);
      assertEquals(List.of("safe"), Texts.readBy(log));
      await().until(() -> !heard.failures().isEmpty());
    }
    assertEquals(1, heard.failures().size());
    assertEquals(FAILED, heard.failures().getFirst().kind());
    String message = heard.failures().getFirst().getMessage();
    assertTrue(message.contains("what was acknowledged is safe"), message);
    assertFalse(message.contains("Exception"), message);
    assertEquals(0, changesAfterFailure.get(), "writes and forces after the one that failed");
    assertEquals(0, disk.openFiles());
  }

  @ParameterizedTest
  @CsvSource({"WRITE, FAILED", "WRITE, SHORT", "FORCE, FAILED"})
  void afterAFailureAndARepairWhatWasAcknowledgedIsThereAndTheLogGoesOn(
      Call failing, Outcome outcome) throws LogException {
    try (DurableLog log = open(new Texts())) {
      log.awaitDurable(log.append(Texts.entry("safe")));
      failFirst(failing, outcome);
      long lost = log.append(Texts.entry("lost"));
      assertFailed(() -> log.awaitDurable(lost));
    }
    disk.trouble(_ -> Outcome.DONE);
    disk.cutPower();
    Texts replayed = new Texts();
    try (DurableLog log = open(replayed)) {
      assertEquals("safe", replayed.all().getFirst());
      log.awaitDurable(log.append(Texts.entry("after")));
      assertEquals("after", Texts.readBy(log).getLast());
    }
  }

  @Test
  void aFullDiskIsReportedWhileTheCurrentSegmentStillTakesEntries() throws LogException {
    disk.room(4096);
    try (DurableLog log = open(new Texts())) {
      assertEquals(1, heard.warnings().size());
      String warning = heard.warnings().getFirst();
      assertTrue(warning.startsWith("cannot prepare segment-00000001.log"), warning);
      assertFalse(warning.contains("Exception"), warning);
      assertEquals(List.of("segment-00000000.log"), List.copyOf(disk.files().keySet()));
      for (int i = 0; i < 3; i++) {
        log.awaitDurable(log.append(Texts.entry(KILOBYTE)));
      }
      assertEquals(List.of(), heard.failures());
    }
  }

  @Test
  void aDiskThatStaysFullFailsTheLogWhenTheSegmentIsFull() throws LogException {
    disk.room(4096);
    try (DurableLog log = open(new Texts())) {
      long last = 0;
      for (int i = 0; i < 3; i++) {
        last = log.append(Texts.entry(KILOBYTE));
      }
      log.awaitDurable(last);
      long tooMuch = log.append(Texts.entry(KILOBYTE));
      assertFailed(() -> log.awaitDurable(tooMuch));
      assertEquals(3, Texts.readBy(log).size());
    }
    disk.room(Long.MAX_VALUE);
    Texts replayed = new Texts();
    open(replayed).close();
    assertEquals(3, replayed.all().size());
  }

  @Test
  void aFullDiskOnWhichRoomIsMadeInTimeStopsNothing() throws LogException {
    disk.room(4096);
    try (DurableLog log = open(new Texts())) {
      log.awaitDurable(log.append(Texts.entry(KILOBYTE)));
      disk.room(Long.MAX_VALUE);
      for (int i = 0; i < 9; i++) {
        log.awaitDurable(log.append(Texts.entry(KILOBYTE)));
      }
      assertEquals(10, Texts.readBy(log).size());
    }
    assertEquals(1, heard.warnings().size());
    assertEquals(List.of(), heard.failures());
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheLogFromGoingOn() throws LogException {
    disk.room(4096);
    LogListener throwing =
        new LogListener() {
          @Override
          public void warning(String message) {
            throw new IllegalStateException(message);
          }

          @Override
          public void failed(LogException failure) {
            heard.failed(failure);
          }
        };
    try (DurableLog log = SimulatedFiles.openLog(disk, SETTINGS, new Texts(), throwing)) {
      disk.room(Long.MAX_VALUE);
      for (int i = 0; i < 9; i++) {
        log.awaitDurable(log.append(Texts.entry(KILOBYTE)));
      }
    }
    assertEquals(List.of(), heard.failures());
  }

  @Test
  void aLogThatCannotBeOpenedLeavesNothingOpen() throws LogException {
    try (DurableLog log = open(new Texts())) {
      for (int i = 0; i < 9; i++) {
        log.append(Texts.entry(KILOBYTE));
      }
    }
    for (Call failing : List.of(Call.NAMES, Call.OPEN, Call.READ, Call.WRITE, Call.FORCE)) {
      disk.trouble(call -> call == failing ? Outcome.FAILED : Outcome.DONE);
      LogException failed =
          assertThrows(LogException.class, () -> open(new Texts()), failing::toString);
      assertEquals(FAILED, failed.kind());
      assertFalse(failed.getMessage().contains("Exception"), failed.getMessage());
      assertEquals(0, disk.openFiles(), failing::toString);
    }
  }

  private DurableLog open(EntryVisitor replay) throws LogException {
    return SimulatedFiles.openLog(disk, SETTINGS, replay, heard);
  }

  private void failFirst(Call failing, Outcome outcome) {
    AtomicInteger failures = new AtomicInteger();
    disk.trouble(call -> {
      if (failures.get() > 0 && (call == Call.WRITE || call == Call.FORCE)) {
        changesAfterFailure.incrementAndGet();
      }
      return call == failing && failures.getAndIncrement() == 0 ? outcome : Outcome.DONE;
    });
  }

  private static void assertFailed(Executable action) {
    assertEquals(Kind.FAILED, assertThrows(LogException.class, action).kind());
  }
}
