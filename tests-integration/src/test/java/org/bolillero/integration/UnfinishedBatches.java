package org.bolillero.integration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bolillero.protocol.ProtocolException;

/**
 * Connections that greet, send most of a batch of the largest size, and then nothing. They come
 * back whenever the office closes them.
 */
final class UnfinishedBatches implements AutoCloseable {
  private static final int PAUSE_SECONDS = 1;

  private final int port;

  /** What all of them send. It is shared, because thousands would not fit into the memory. */
  private final byte[] part;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger begun = new AtomicInteger();
  private volatile boolean isRunning = true;

  /** So many connections, which speak for the agencies {@code first} to {@code last} in turn. */
  UnfinishedBatches(int port, int size, int frameBytes, int first, int last) {
    this.port = port;
    this.part = ByteBuffer.allocate(frameBytes - 1_000).putInt(0, frameBytes - 4).array();
    for (int i = 0; i < size; i++) {
      int agency = first + i % (last - first + 1);
      threads.execute(() -> attack(agency));
    }
  }

  private void attack(int id) {
    while (isRunning) {
      try (RawAgency agency = RawAgency.greeted(port, id)) {
        agency.sendRaw(part);
        begun.incrementAndGet();
        while (isRunning && agency.isOpenForAMoment()) {
          // Until the office closes it.
        }
      } catch (IOException | ProtocolException | AssertionError _) {
        // The office has closed it, or another one speaks for the agency now.
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
    }
  }

  /** How many batches have been begun. */
  int begun() {
    return begun.get();
  }

  @Override
  public void close() {
    isRunning = false;
    threads.close();
  }
}
