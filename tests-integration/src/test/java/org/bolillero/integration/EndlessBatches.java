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
 * Connections that say who they are, send almost all of a batch of the largest size, and then keep
 * still; who is thrown out comes back.
 */
final class EndlessBatches implements AutoCloseable {
  private static final int BEFORE_THE_NEXT_SECONDS = 1;

  private final int port;

  /** What all of them send: thousands of their own would not fit into the memory of the test. */
  private final byte[] part;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger begun = new AtomicInteger();
  private volatile boolean goOn = true;

  /** So many connections, which speak for the agencies {@code first} to {@code last} in turn. */
  EndlessBatches(int port, int size, int frameBytes, int first, int last) {
    this.port = port;
    this.part = ByteBuffer.allocate(frameBytes - 1_000).putInt(0, frameBytes - 4).array();
    for (int i = 0; i < size; i++) {
      int agency = first + i % (last - first + 1);
      threads.execute(() -> attack(agency));
    }
  }

  private void attack(int id) {
    while (goOn) {
      try (RawAgency agency = RawAgency.greeted(port, id)) {
        agency.sendRaw(part);
        begun.incrementAndGet();
        while (goOn && agency.isOpenForAMoment()) {
          // Until it is thrown out.
        }
      } catch (IOException | ProtocolException | AssertionError _) {
        // The office has thrown it out, or another one speaks for the agency now.
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(BEFORE_THE_NEXT_SECONDS));
    }
  }

  /** How many batches have begun by now. */
  int begun() {
    return begun.get();
  }

  @Override
  public void close() {
    goOn = false;
    threads.close();
  }
}
