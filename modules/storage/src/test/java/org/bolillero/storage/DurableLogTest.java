package org.bolillero.storage;

import static org.bolillero.storage.LogException.Kind.CLOSED;
import static org.bolillero.storage.LogException.Kind.DAMAGED;
import static org.bolillero.storage.LogException.Kind.MISSING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real disk. */
class DurableLogTest {
  private static final LogSettings SMALL =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));

  private final RecordingListener heard = new RecordingListener();

  @TempDir Path folder;

  @Test
  void entriesAreThereAgainInOrderAfterReopening() throws LogException {
    List<String> written = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Texts replayed = new Texts();
      try (DurableLog log = DurableLog.open(folder, SMALL, replayed, heard)) {
        assertEquals(written, replayed.all());
        for (int i = 0; i < 100; i++) {
          String text = "round " + round + " entry " + i;
          written.add(text);
          log.awaitDurable(log.append(Texts.entry(text)));
        }
        assertEquals(written, Texts.readBy(log));
      }
    }
    assertEquals(List.of(), heard.warnings());
    assertEquals(List.of(), heard.failures());
  }

  @Test
  void payloadsOfAnySizeUpToTheLargestAreKept() throws LogException {
    LogSettings settings = new LogSettings(1, Texts.WORDS, 3_000_000, Duration.ofMillis(1));
    List<ByteBuffer> written = new ArrayList<>();
    try (DurableLog log = DurableLog.open(folder, settings, (_, _) -> {}, heard)) {
      int[] sizes = {0, 1, 1_048_544, 1_048_576, log.payloadBytesMax(), 2_000_000, 900_000, 7};
      SplittableRandom random = new SplittableRandom(1);
      for (int size : sizes) {
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        written.add(ByteBuffer.wrap(payload));
        log.append(new LogEntry(239, -1, written.getLast()));
      }
    }
    List<ByteBuffer> read = new ArrayList<>();
    DurableLog.inspect(
        folder,
        Texts.WORDS,
        (_, entry) -> {
          ByteBuffer copy = ByteBuffer.allocate(entry.payload().remaining());
          read.add(copy.put(entry.payload().duplicate()).flip());
        });
    assertEquals(written, read);
  }

  @Test
  void whatCannotBeStoredIsNotTaken() throws LogException {
    try (DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard)) {
      assertEquals(4096 - 64 - 32, log.payloadBytesMax());
      LogEntry tooLarge = new LogEntry(1, 1, ByteBuffer.allocate(log.payloadBytesMax() + 1));
      assertThrows(IllegalArgumentException.class, () -> log.append(tooLarge));
      for (int kind : new int[] {LogEntry.PIN, 240, 255}) {
        LogEntry reserved = new LogEntry(kind, 1, ByteBuffer.allocate(0));
        assertThrows(IllegalArgumentException.class, () -> log.append(reserved));
      }
      assertEquals(1, log.append(Texts.entry("first")));
    }
  }

  @Test
  void aClosedLogTakesNothingButCanBeRead() throws LogException {
    DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard);
    log.append(Texts.entry("one"));
    log.confirm();
    log.close();
    assertEquals(CLOSED, assertThrows(LogException.class, log::confirm).kind());
    log.close();
    LogException refused = assertThrows(LogException.class, () -> log.append(Texts.entry("two")));
    assertEquals(CLOSED, refused.kind());
    log.awaitDurable(1);
    assertEquals(List.of("one"), Texts.readBy(log));
  }

  @Test
  void aLogKeepsTheSegmentSizeThatItWasMadeWith() throws LogException {
    try (DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard)) {
      log.append(Texts.entry("one"));
    }
    LogSettings larger = new LogSettings(1, Texts.WORDS, 8192, Duration.ofMillis(1));
    try (DurableLog log = DurableLog.open(folder, larger, new Texts(), heard)) {
      assertEquals(4096 - 64 - 32, log.payloadBytesMax());
    }
  }

  @Test
  void aFailureOfTheOwnerOnReplayLeavesTheFolderFree() throws LogException {
    try (DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard)) {
      log.append(Texts.entry("one"));
    }
    LogException noSense = new LogException(DAMAGED, "entry 1 makes no sense");
    assertSame(noSense, openThrowing(LogException.class, noSense));
    IllegalStateException bug = new IllegalStateException("a bug");
    assertSame(bug, openThrowing(IllegalStateException.class, bug));
    DurableLog.open(folder, SMALL, new Texts(), heard).close();
  }

  private <T extends Exception> T openThrowing(Class<T> type, T failure) {
    EntryVisitor visitor =
        (_, _) -> {
          if (failure instanceof LogException e) {
            throw e;
          }
          throw (RuntimeException) failure;
        };
    return assertThrows(type, () -> DurableLog.open(folder, SMALL, visitor, heard));
  }

  @Test
  void inspectingCountsAndChangesNothing() throws LogException, IOException {
    try (DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard)) {
      for (int i = 0; i < 5; i++) {
        log.append(Texts.entry("x".repeat(1000)));
      }
    }
    Path last = folder.resolve("segment-00000001.log");
    byte[] torn = Files.readAllBytes(last);
    torn[3000] = 1;
    Files.write(last, torn);
    Texts texts = new Texts();
    LogReport report = DurableLog.inspect(folder, Texts.WORDS, texts);
    assertEquals(5, texts.all().size());
    assertEquals(
        new LogReport(1, report.logId(), 3, 4096, 5, 1, 5 * 1032 + 32, 3001 - 64 - 2 * 1032 - 32),
        report);
    assertArrayEquals(torn, Files.readAllBytes(last));
  }

  @Test
  void inspectingADamagedLogGivesWhatIsSoundBeforeTheDamage() throws LogException, IOException {
    try (DurableLog log = DurableLog.open(folder, SMALL, new Texts(), heard)) {
      for (String each : List.of("one", "two", "three", "four")) {
        log.append(Texts.entry(each));
      }
    }
    Path first = folder.resolve("segment-00000000.log");
    byte[] content = Files.readAllBytes(first);
    content[64 + 2 * 35 + 33] ^= 1;
    Files.write(first, content);
    Texts texts = new Texts();
    LogException damaged =
        assertThrows(LogException.class, () -> DurableLog.inspect(folder, Texts.WORDS, texts));
    assertEquals(DAMAGED, damaged.kind());
    assertTrue(
        damaged.getMessage().startsWith("segment-00000000.log: entry 3 is damaged at offset 134"));
    assertEquals(List.of("one", "two"), texts.all());
  }

  @Test
  void inspectingWhatIsNoLogSaysSo() {
    LogException empty =
        assertThrows(
            LogException.class, () -> DurableLog.inspect(folder, Texts.WORDS, new Texts()));
    assertEquals(MISSING, empty.kind());
    Path nowhere = folder.resolve("nowhere");
    LogException missing =
        assertThrows(
            LogException.class, () -> DurableLog.inspect(nowhere, Texts.WORDS, new Texts()));
    assertEquals(MISSING, missing.kind());
    assertTrue(Files.notExists(nowhere));
  }
}
