package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTest {
  private static final LogListener SILENT =
      new LogListener() {
        @Override
        public void warning(String message) {
          throw new AssertionError(message);
        }

        @Override
        public void failed(LogException failure) {
          throw new AssertionError(failure);
        }
      };

  @TempDir Path folder;

  @Test
  void entriesAreThereAgainInOrderAfterReopening() throws LogException {
    List<String> written = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      List<String> replayed = new ArrayList<>();
      LogSettings settings = new LogSettings(1, 4096, Duration.ofMillis(1));
      try (DurableLog log = DurableLog.open(folder, settings, collect(replayed), SILENT)) {
        assertEquals(written, replayed);
        for (int i = 0; i < 100; i++) {
          String text = "round " + round + " entry " + i;
          written.add(i + ":" + text);
          log.awaitDurable(log.append(new LogEntry(1, i, ByteBuffer.wrap(text.getBytes(UTF_8)))));
        }
        List<String> sliced = new ArrayList<>();
        for (LogSlice slice : log.slices(512)) {
          slice.forEach(collect(sliced));
        }
        assertEquals(written, sliced);
      }
    }
    LogReport report = DurableLog.inspect(folder, (number, entry) -> {});
    assertEquals(300, report.entries());
    assertEquals(0, report.tornBytes());
  }

  @Test
  void aSecondOpenerIsRefused() throws LogException {
    try (DurableLog log = DurableLog.open(folder, LogSettings.of(1), (n, e) -> {}, SILENT)) {
      LogException refused =
          assertThrows(LogException.class, () -> DurableLog.inspect(folder, (n, e) -> {}));
      assertEquals(LogException.Kind.IN_USE, refused.kind());
      assertEquals(0, log.slices(1).size());
    }
  }

  private static EntryVisitor collect(List<String> target) {
    return (number, entry) ->
        target.add(entry.key() + ":" + UTF_8.decode(entry.payload().duplicate()));
  }
}
