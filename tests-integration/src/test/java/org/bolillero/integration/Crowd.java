package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * Many agencies in this process, each with a virtual thread and one bet, which wins. They connect
 * and bring it; once they may, all finish at the same moment and wait for the draw.
 */
final class Crowd implements AutoCloseable {

  /** Fewer than wait in the backlog of a listener, which would drop the others. */
  private static final int CONNECTING_MAX = 100;

  private final Certificates certificates;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> jobs = new ArrayList<>();
  private final Semaphore connecting = new Semaphore(CONNECTING_MAX);
  private final CountDownLatch brought;
  private final CountDownLatch mayFinish = new CountDownLatch(1);
  private final CountDownLatch finished;
  private final AtomicLong lastToldNanos = new AtomicLong(Long.MIN_VALUE);

  /** The agencies {@code first} to {@code last}. */
  Crowd(int port, Certificates certificates, int first, int last) {
    this.certificates = certificates;
    int size = last - first + 1;
    brought = new CountDownLatch(size);
    finished = new CountDownLatch(size);
    for (int id = first; id <= last; id++) {
      int agency = id;
      jobs.add(
          threads.submit(() -> {
            job(port, agency);
            return true;
          }));
    }
  }

  private void job(int port, int id) throws IOException, ProtocolException, InterruptedException {
    try (RawAgency agency = connect(port, id)) {
      agency.send(agency.nextBet());
      agency.receive(Response.Stored.class);
      brought.countDown();
      mayFinish.await();
      agency.send(agency.end(), new Request.AskWinners(true));
      agency.receive(Response.Finished.class);
      finished.countDown();
      assertEquals(List.of(agency.document()), agency.receiveWinners());
      lastToldNanos.accumulateAndGet(System.nanoTime(), Math::max);
    }
  }

  private RawAgency connect(int port, int id)
      throws IOException, ProtocolException, InterruptedException {
    connecting.acquire();
    try {
      return RawAgency.greeted(port, id, certificates.socket(id));
    } finally {
      connecting.release();
    }
  }

  /** Waits until all bets are stored. */
  void awaitBrought() throws Exception {
    awaitAll(brought);
  }

  void finish() {
    mayFinish.countDown();
  }

  /** Waits until all have their receipt, and so wait for the draw. */
  void awaitFinished() throws Exception {
    awaitAll(finished);
  }

  private void awaitAll(CountDownLatch step) throws Exception {
    await().atMost(Programs.PATIENCE).until(() -> step.getCount() == 0 || hasFailed());
    if (hasFailed()) {
      awaitTold();
    }
  }

  private boolean hasFailed() {
    return jobs.stream().anyMatch(job -> job.state() == Future.State.FAILED);
  }

  /** Waits until each has had its own winner and no other; says when the last one had. */
  long awaitTold() throws Exception {
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> hasFailed() || jobs.stream().allMatch(Future::isDone));
    for (Future<?> job : jobs) {
      if (job.state() == Future.State.FAILED) {
        throw new ExecutionException("an agency has failed", job.exceptionNow());
      }
    }
    return lastToldNanos.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
