package org.bolillero.storage;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.storage.LogException.Kind.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose files are taken away ends for good, as with a disk that fails. */
class FolderWatchTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));
  private static final String FIRST = "segment-00000000.log";

  @TempDir Path folder;
  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();

  @Test
  void aLogWhoseFilesAreInPlaceGoesOn() throws Exception {
    try (DurableLog log = open()) {
      for (int i = 0; i < 9; i++) {
        log.awaitDurable(log.append(Texts.entry("x".repeat(1000))));
        assertTrue(log.watch().look());
      }
    }
    assertEquals(List.of(), heard.failures());
  }

  @Test
  void afterASegmentIsGoneNobodyIsAcknowledged() throws Exception {
    try (DurableLog log = open()) {
      log.awaitDurable(log.append(Texts.entry("safe")));
      disk.remove(FIRST);
      assertFalse(log.watch().look());
      assertFailed(log);
      log.awaitDurable(1);
    }
    assertHeardOnce("simulated disk: " + FIRST);
  }

  @Test
  void norAfterItWasReplacedByItsCopy() throws Exception {
    try (DurableLog log = open()) {
      disk.put(FIRST, disk.file(FIRST).content());
      assertFalse(log.watch().look());
      assertFailed(log);
    }
    assertHeardOnce("simulated disk: " + FIRST);
  }

  @Test
  void whatCannotBeLookedAtIsNotInPlace() throws Exception {
    try (DurableLog log = open()) {
      disk.trouble(call -> call == Call.NAMES ? Outcome.FAILED : Outcome.DONE);
      assertFalse(log.watch().look());
      disk.trouble(_ -> Outcome.DONE);
      assertFailed(log);
    }
    assertHeardOnce("simulated disk: simulated failure of NAMES");
  }

  @Test
  void whatIsQueuedThenIsNotWrittenAnyMore() throws Exception {
    Gate gate = new Gate();
    try (DurableLog log = open()) {
      disk.trouble(call -> call == Call.NAMES ? Outcome.FAILED : gate.meet(call));
      gate.shut();
      log.append(Texts.entry("in flight"));
      await().until(() -> gate.begun() == 1);
      log.append(Texts.entry("queued"));
      assertFalse(log.watch().look());
      gate.open();
    }
    disk.trouble(_ -> Outcome.DONE);
    Texts replayed = new Texts();
    SimulatedFiles.openLog(disk, SETTINGS, replayed, heard).close();
    assertEquals(List.of("in flight"), replayed.all());
  }

  @Test
  void theThreadThatWritesEndsThen() throws Exception {
    CompletableFuture<Thread> writing = new CompletableFuture<>();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task);
          writing.complete(thread);
          return thread;
        };
    try (DurableLog log =
        DurableLog.open(
            new SimulatedFiles(disk), SETTINGS, new Texts(), heard, factory, Runnable::run)) {
      disk.remove(FIRST);
      assertFalse(log.watch().look());
      await().until(() -> !writing.join().isAlive());
    }
  }

  @Test
  void aLogThatIsClosedAfterItsFilesAreGoneHasFailed() throws Exception {
    DurableLog log = open();
    log.append(Texts.entry("lost"));
    disk.remove(FIRST);
    log.close();
    assertHeardOnce("simulated disk: " + FIRST);
  }

  @Test
  void theFilesOfAClosedLogMayBeAnywhere() throws Exception {
    DurableLog log = open();
    log.close();
    disk.remove(FIRST);
    assertFalse(log.watch().look());
    log.close();
    assertEquals(List.of(), heard.failures());
  }

  @Test
  void theFirstFailureIsTheOneThatIsTold() throws Exception {
    try (DurableLog log = open()) {
      disk.trouble(call -> call == Call.FORCE ? Outcome.FAILED : Outcome.DONE);
      long lost = log.append(Texts.entry("lost"));
      assertThrows(LogException.class, () -> log.awaitDurable(lost));
      await().until(() -> !heard.failures().isEmpty());
      disk.remove(FIRST);
      log.watch().look();
    }
    assertHeardOnce("the log cannot be written (simulated failure of FORCE)");
  }

  @Test
  void aRealLogThatNobodyWritesToNoticesThatItsFolderWasMovedAway() throws Exception {
    Path office = folder.resolve("office");
    try (DurableLog log = DurableLog.open(office, SETTINGS, new Texts(), heard)) {
      Files.move(office, folder.resolve("elsewhere"));
      await().until(() -> !heard.failures().isEmpty());
      assertFailed(log);
    }
    assertHeardOnce(office + ": " + office + " was removed or renamed while the log was open");
  }

  private DurableLog open() throws LogException {
    return SimulatedFiles.openLog(disk, SETTINGS, new Texts(), heard);
  }

  private static void assertFailed(DurableLog log) {
    LogException refused =
        assertThrows(LogException.class, () -> log.append(Texts.entry("refused")));
    assertEquals(FAILED, refused.kind());
    assertEquals(FAILED, assertThrows(LogException.class, log::confirm).kind());
    assertTrue(refused.getMessage().endsWith("nobody is acknowledged any more"), refused::toString);
  }

  private void assertHeardOnce(String start) {
    assertEquals(1, heard.failures().size());
    String message = heard.failures().getFirst().getMessage();
    assertTrue(message.startsWith(start), message);
    assertFalse(message.contains("Exception"), message);
  }
}
