package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However fast an agency sends, no more than its share waits for the disk. */
class P7QueueTest {
  private static final int AGENCIES = 60;
  private static final int BATCHES = 2_000;

  @TempDir Path folder;

  @Test
  void onlyTheShareOfAnAgencyIsQueuedForTheDisk() throws Exception {
    OfficeSettings settings =
        new OfficeSetup(folder, AGENCIES).unacknowledgedBytesMax(1 << 20).settings();
    assertEquals((1 << 20) / AGENCIES, settings.agencyBytesMax());
    CountedQueue queue = new CountedQueue();
    OfficeState office = OfficeState.recover(settings, machine(queue));
    Sessions sessions = new Sessions(office);
    try (Acceptor acceptor = Acceptor.bind(0, 10, sessions::begin)) {
      acceptor.start();
      try (TestAgency agency = TestAgency.greeted(acceptor.port(), 1)) {
        Background<?> sending =
            Background.run(() -> {
              for (int i = 0; i < BATCHES; i++) {
                agency.send(agency.next(TestBets.of(1, 10, 0)));
              }
            });
        while (agency.receive(Response.Stored.class).stored() < 10 * BATCHES) {
          // Cumulative.
        }
        sending.await();
      }
    }
    sessions.stopAll(
        new RefusedException(ErrorCode.SHUTTING_DOWN, "the end"), Duration.ofSeconds(5));
    int most = queue.mostBytes;
    assertTrue(most > 8_192 && most <= settings.agencyBytesMax(), () -> most + " bytes queued");
  }

  /** A journal that holds nothing, but counts what was appended and is not durable. */
  private static final class CountedQueue implements Journal {
    private long entries;
    private int bytes;
    private volatile int mostBytes;

    @Override
    public int payloadBytesMax() {
      return Integer.MAX_VALUE;
    }

    @Override
    public synchronized long append(JournalEvent event) {
      bytes += BetJournal.toEntry(event).payload().remaining();
      mostBytes = Math.max(mostBytes, bytes);
      return ++entries;
    }

    @Override
    public synchronized void awaitDurable(long entry) {
      bytes = 0;
    }

    @Override
    public ImmutableList<LogSlice> slices(int sliceBytes) {
      return Lists.immutable.empty();
    }

    @Override
    public void close() {}
  }

  private static Machine machine(Journal journal) {
    return new Machine() {
      @Override
      public Clock clock() {
        return OfficeSetup.CLOCK;
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public ThreadFactory threads(String name) {
        return Thread.ofVirtual().name(name + "-", 0).factory();
      }

      @Override
      public Journal openJournal(EntryVisitor replay, LogListener listener) {
        return journal;
      }

      @Override
      public Winners draw(ImmutableList<LogSlice> slices, int winningNumber) {
        return new Winners.Builder().build();
      }
    };
  }
}
