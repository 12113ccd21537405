package org.bolillero.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fails a log whose files are no longer in their folder, also when nothing is being written:
 * whatever is acknowledged after that would be in files that cannot be found again.
 *
 * <p>Lifecycle: new, checks only on request → started, also checks periodically in a thread of its
 * own → closed.
 */
final class FolderWatch implements AutoCloseable {
  /** Often enough to lose little, and rarely enough to cost nothing. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  private final LogFiles files;
  private final Committer committer;
  private final ReentrantLock looking = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Watches the files of a log.
   *
   * @param committer fails if they are not in place
   */
  FolderWatch(LogFiles files, Committer committer) {
    this.files = files;
    this.committer = committer;
  }

  /** Checks once in each period from now on, until this is closed. */
  void start(Duration period) {
    Thread.ofVirtual().name("log-watch").start(() -> lookPeriodically(period));
  }

  private void lookPeriodically(Duration period) {
    try {
      while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS) && look()) {
        // Until the next time.
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the watch", e);
    }
  }

  /** Checks once, unless this is closed. Returns false if there is nothing more to check. */
  boolean look() {
    looking.lock();
    try {
      if (closed.getCount() == 0) {
        return false;
      }
      files.checkInPlace();
      return true;
    } catch (IOException | RuntimeException | Error e) {
      committer.fail(
          new LogException(
              LogException.Kind.FAILED,
              "%s: %s; nobody is acknowledged any more".formatted(files, LogException.reason(e)),
              e));
      return false;
    } finally {
      looking.unlock();
    }
  }

  /** Checks for the last time. After that the files may be anywhere. */
  @Override
  public void close() {
    looking.lock();
    try {
      look();
      closed.countDown();
    } finally {
      looking.unlock();
    }
  }
}
