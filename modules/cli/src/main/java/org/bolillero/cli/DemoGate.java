package org.bolillero.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the agencies of a demonstration stop before they have sent everything, until what has to
 * happen meanwhile has happened. Any thread may use it.
 */
final class DemoGate implements AutoCloseable {
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();
  private final CountDownLatch opened = new CountDownLatch(1);

  /**
   * A gate that is closed.
   *
   * @param bytesMax how many bytes of all files pass before it opens
   */
  DemoGate(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Lets bytes pass, or waits until it is open. */
  void pass(long more) {
    if (bytes.addAndGet(more) <= bytesMax) {
      return;
    }
    try {
      opened.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets everything pass from now on. Idempotent. */
  void open() {
    opened.countDown();
  }

  @Override
  public void close() {
    open();
  }
}
