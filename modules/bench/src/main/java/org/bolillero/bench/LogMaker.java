package org.bolillero.bench;

import java.nio.file.Path;
import org.bolillero.lottery.BetBatch;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/** Writes logs as an office has them that has taken many bets and nothing else yet. */
final class LogMaker {
  /** Whose bets they are, in turn. */
  static final int AGENCIES = 5;

  /** As in the server's {@code BetJournal}. */
  private static final int BATCH = 1;

  /** So many bets are made up; a longer log has them again and again. */
  private static final long DIFFERENT_BETS = 1_000_000;

  private static final int UNFORCED_BATCHES_MAX = 64;

  /** Fails loudly by the exceptions of the log itself. */
  static final LogListener NOBODY =
      new LogListener() {
        @Override
        public void warning(String message) {}

        @Override
        public void failed(LogException failure) {}
      };

  private LogMaker() {}

  /**
   * Writes a log.
   *
   * @param folder where to; made if it is not there
   * @param batchBytes how large the batches are at most
   * @return how many bytes the batches have together
   */
  static long write(Path folder, long bets, int batchBytes) throws LogException {
    MutableList<BetBatch> batches = batches(Math.min(bets, DIFFERENT_BETS), batchBytes);
    LogSettings settings = LogSettings.of(1, LogSettings.SEGMENT_BYTES_DEFAULT);
    try (DurableLog log = DurableLog.open(folder, settings, (_, _) -> {}, NOBODY)) {
      long bytes = 0;
      long left = bets;
      for (int i = 0; left > 0; i++) {
        BetBatch batch = batches.get(i % batches.size());
        if (batch.count() > left) {
          batch = new BetSource(i, batchBytes).next(left);
        }
        long number = log.append(new LogEntry(BATCH, 1 + i % AGENCIES, batch.bytes()));
        if (i % UNFORCED_BATCHES_MAX == 0) {
          log.awaitDurable(number);
        }
        left -= batch.count();
        bytes += batch.bytes().remaining();
      }
      return bytes;
    }
  }

  private static MutableList<BetBatch> batches(long bets, int batchBytes) {
    BetSource source = new BetSource(1, batchBytes);
    MutableList<BetBatch> batches = Lists.mutable.empty();
    long left = bets;
    while (left > 0) {
      BetBatch batch = source.next(left);
      batches.add(batch);
      left -= batch.count();
    }
    return batches;
  }
}
