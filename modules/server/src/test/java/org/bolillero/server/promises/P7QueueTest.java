package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Response;
import org.bolillero.server.LoggedOffice;
import org.bolillero.server.OfficeSettings;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However fast an agency sends, no more than its share waits for the disk. */
class P7QueueTest {
  private static final int AGENCIES = 60;
  private static final int BATCHES = 2_000;
  private static final int BETS = 10;

  @TempDir Path folder;

  @Test
  void onlyTheShareOfAnAgencyIsQueuedForTheDisk() throws Exception {
    OfficeSettings settings =
        new OfficeSetup(folder, AGENCIES).unacknowledgedBytesMax(1 << 20).settings();
    int share = (1 << 20) / AGENCIES;
    CountedQueue queue = new CountedQueue();
    try (LoggedOffice office = LoggedOffice.open(settings, queue);
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Background<?> sending =
          Background.run(() -> {
            int bytes = 0;
            for (int i = 0; i < BATCHES; i++) {
              BetBatch bets = TestBets.of(1, BETS, 0);
              agency.send(agency.next(bets));
              bytes += bets.bytes().remaining();
              if (bytes > 2 * share) {
                queue.isSlow.countDown();
              }
            }
          });
      while (agency.receive(Response.Stored.class).stored() < BETS * BATCHES) {
        // Cumulative.
      }
      sending.await();
    }
    int most = queue.mostBytes;
    assertTrue(most > 8_192 && most <= share, () -> most + " bytes queued");
  }

  /**
   * A log that holds nothing, but counts what was appended and is not durable. Its disk is slow
   * with the first entry, so that more than a share has arrived when the office reads on, however
   * fast it is.
   */
  private static final class CountedQueue implements Log {
    private final CountDownLatch isSlow = new CountDownLatch(1);
    private long entries;
    private int bytes;
    private volatile int mostBytes;

    @Override
    public int payloadBytesMax() {
      return Integer.MAX_VALUE;
    }

    @Override
    public synchronized long append(LogEntry entry) {
      bytes += entry.payload().remaining();
      mostBytes = Math.max(mostBytes, bytes);
      return ++entries;
    }

    @Override
    public void awaitDurable(long entry) {
      if (entry > 0) {
        awaitArrival();
      }
      synchronized (this) {
        bytes = 0;
      }
    }

    private void awaitArrival() {
      try {
        isSlow.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a session that waits for the disk", e);
      }
    }

    @Override
    public void confirm() {}

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public ImmutableList<LogSlice> slices(int sliceBytes) {
      return Lists.immutable.empty();
    }

    @Override
    public void close() {}
  }
}
