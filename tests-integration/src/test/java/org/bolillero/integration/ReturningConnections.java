package org.bolillero.integration;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Connections that never send a byte, and come back whenever the office closes them. */
final class ReturningConnections implements AutoCloseable {
  /** Without it they would take all the processors. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connected = new AtomicInteger();
  private volatile boolean isRunning = true;

  ReturningConnections(int port, int size) {
    this.port = port;
    for (int i = 0; i < size; i++) {
      threads.execute(this::comeBack);
    }
  }

  private void comeBack() {
    while (isRunning) {
      try (RawAgency silent = new RawAgency(port, 1)) {
        connected.incrementAndGet();
        while (isRunning && silent.isOpenForAMoment()) {
          // Until the office closes it.
        }
      } catch (IOException _) {
        // The office took no connection.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** How many connections there have been. */
  int connected() {
    return connected.get();
  }

  @Override
  public void close() {
    isRunning = false;
    threads.close();
  }
}
