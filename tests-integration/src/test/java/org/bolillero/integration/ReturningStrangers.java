package org.bolillero.integration;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Connections that never say a word, and come back whenever they are thrown out. */
final class ReturningStrangers implements AutoCloseable {
  /** Or else they would take the processors. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connected = new AtomicInteger();
  private volatile boolean goOn = true;

  ReturningStrangers(int port, int size) {
    this.port = port;
    for (int i = 0; i < size; i++) {
      threads.execute(this::comeBack);
    }
  }

  private void comeBack() {
    while (goOn) {
      try (RawAgency stranger = new RawAgency(port, 1)) {
        connected.incrementAndGet();
        while (goOn && stranger.isOpenForAMoment()) {
          // Until it is thrown out.
        }
      } catch (IOException _) {
        // It could not even connect.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** How often one has connected by now. */
  int connected() {
    return connected.get();
  }

  @Override
  public void close() {
    goOn = false;
    threads.close();
  }
}
