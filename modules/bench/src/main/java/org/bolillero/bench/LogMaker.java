package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/** Writes logs as an office has them that has taken many bets and nothing else yet. */
final class LogMaker {
  /** Whose bets they are, in turn. */
  static final int AGENCIES = 5;

  /** As in the office's {@code DrawEventCodec}. */
  private static final int BATCH = 1;

  /** About a million bets differ, so that there are winners. A longer log has them again. */
  private static final int ROUND_BYTES = 36 * 1024 * 1024;

  private static final int UNFORCED_BATCHES_MAX = 64;

  /** Hears nothing: the log itself throws what it fails by. */
  private static final LogListener NOBODY =
      new LogListener() {
        @Override
        public void warning(String message) {}

        @Override
        public void failed(LogException failure) {}
      };

  private LogMaker() {}

  /** Opens the log of a folder, or makes one without an entry. */
  static DurableLog open(Path folder) throws LogException {
    LogSettings settings =
        LogSettings.of(1, DrawEventCodec.WORDS, LogSettings.SEGMENT_BYTES_DEFAULT);
    return DurableLog.open(folder, settings, (_, _) -> {}, NOBODY);
  }

  /** Writes a log, and gives how many bytes its bets have as frames. */
  static long write(Path folder, long bets, int frameBytes) throws LogException {
    BatchLoad load = new BatchLoad(1, bets, frameBytes, ROUND_BYTES);
    try (DurableLog log = open(folder)) {
      for (int i = 0; i < load.count(); i++) {
        LogEntry entry = new LogEntry(BATCH, 1 + i % AGENCIES, load.request(i).bets().bytes());
        long number = log.append(entry);
        if (i % UNFORCED_BATCHES_MAX == 0) {
          log.awaitDurable(number);
        }
      }
    }
    return load.bytesFrom(0);
  }

  /** The files of a log, in order. */
  static ImmutableList<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Lists.immutable.fromStream(
          files.filter(file -> file.toString().endsWith(".log")).sorted());
    }
  }
}
