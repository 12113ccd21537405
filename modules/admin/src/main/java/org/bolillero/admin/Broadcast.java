package org.bolillero.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all viewers of the page are told: the office is looked at once for all of them, and not at
 * all while there are none. Thread-safe.
 *
 * <p>Nobody is waited for, and nothing is queued: whoever is too slow for a change gets the whole
 * of a later one.
 */
final class Broadcast implements AutoCloseable {
  /**
   * After so many looks that have seen nothing new viewers are told so: they know that they hear.
   */
  private static final int SILENT_LOOKS_MAX = 5;

  private final Supplier<Optional<PageState>> source;
  private final Duration pace;
  private final Consumer<Throwable> defects;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private int viewers;
  private long number;
  private @Nullable PageUpdate latest;
  private int silentLooks;
  private boolean isClosed;

  /**
   * A broadcast that has not begun.
   *
   * @param source looks at the office; gives nothing while that cannot be
   * @param pace between two looks
   * @param defects hears of what the source throws; that is the end of the broadcast
   */
  Broadcast(Supplier<Optional<PageState>> source, Duration pace, Consumer<Throwable> defects) {
    this.source = source;
    this.pace = pace;
    this.defects = defects;
  }

  /** Looks at the office from now on, whenever there are viewers. */
  void start() {
    Thread.ofVirtual().name("admin-page").start(this::run);
  }

  private void run() {
    try {
      while (awaitViewers()) {
        source.get().ifPresent(this::tell);
        pause();
      }
    } catch (RuntimeException | Error e) {
      defects.accept(e);
      close();
    }
  }

  /** Waits until there is somebody to tell; false at the end. */
  private boolean awaitViewers() {
    lock.lock();
    try {
      while (viewers == 0 && !isClosed) {
        changed.awaitUninterruptibly();
      }
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  private void tell(PageState seen) {
    lock.lock();
    try {
      if (viewers == 0) {
        return; // The last one has left meanwhile: what was seen gets old.
      }
      PageUpdate before = latest;
      if (before != null && before.state().equals(seen) && ++silentLooks < SILENT_LOOKS_MAX) {
        return;
      }
      silentLooks = 0;
      latest = new PageUpdate(++number, Instant.now(), seen, before);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = pace.toNanos();
      while (left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      close(); // Nobody interrupts this thread but the end of the process.
    } finally {
      lock.unlock();
    }
  }

  /** Begins to listen. */
  Viewer join() {
    lock.lock();
    try {
      viewers++;
      changed.signalAll();
      return new Viewer();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody who listens. Belongs to one thread. */
  final class Viewer implements AutoCloseable {
    private long heard;

    /** Waits for what comes after what it has heard, as an event; nothing at the end. */
    Optional<byte[]> next() {
      return after(heard)
          .map(update -> {
            boolean isNext = update.number() == heard + 1;
            heard = update.number();
            return isNext ? update.change() : update.whole();
          });
    }

    @Override
    public void close() {
      lock.lock();
      try {
        viewers--;
        if (viewers == 0) {
          latest = null; // It gets old, and whoever comes next has no use for it.
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private Optional<PageUpdate> after(long heard) {
    lock.lock();
    try {
      while (!isClosed && (latest == null || latest.number() == heard)) {
        changed.awaitUninterruptibly();
      }
      return isClosed ? Optional.empty() : Optional.ofNullable(latest);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it for all viewers. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
