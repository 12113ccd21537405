package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.KnownFiles.FilesLostException;
import org.bolillero.storage.LogWriter.Numbered;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * Queues entries from many threads for the one thread that writes them. While one group is being
 * forced, the next one gathers.
 *
 * <p>Lifecycle: running → closing → closed. A write or force that fails, or a call of {@link
 * #fail}, ends it in failed, which is final.
 */
final class Committer {
  private final LogListener listener;
  private final long pinAfterNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition handedOver = lock.newCondition();
  private final Condition becameDurable = lock.newCondition();

  // Guarded by lock.
  private MutableList<Numbered> queue = Lists.mutable.empty();
  private long queuedBytes;
  private long lastNumber;
  private long durable;
  private boolean closing;
  private @Nullable LogException failure;

  /**
   * Starts after an empty or recovered log.
   *
   * @param durable the number of the last entry, which is durable
   */
  Committer(long durable, Duration pinAfter, LogListener listener) {
    this.durable = durable;
    this.lastNumber = durable;
    this.pinAfterNanos = pinAfter.toNanos();
    this.listener = listener;
  }

  /** Numbers an entry and adds it to the queue. Any thread. */
  long append(LogEntry entry) throws LogException {
    int payloadCrc = Crc32c.of(entry.payload());
    lock.lock();
    try {
      checkUsable();
      long number = ++lastNumber;
      queue.add(new Numbered(number, entry, payloadCrc));
      queuedBytes += entry.payload().remaining();
      handedOver.signal();
      return number;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the entry is durable. Any thread; cannot be interrupted. */
  void awaitDurable(long number) throws LogException {
    lock.lock();
    try {
      if (number > lastNumber) {
        throw new IllegalArgumentException("entry " + number + " was never appended");
      }
      while (durable < number) {
        checkNotFailed();
        becameDurable.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How much is in the queue. Any thread. */
  long queuedBytes() {
    lock.lock();
    try {
      return queuedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns if the log is open and has not failed. Any thread. */
  void confirm() throws LogException {
    lock.lock();
    try {
      checkUsable();
    } finally {
      lock.unlock();
    }
  }

  /** Makes {@link #run} return once everything appended is durable. Any thread. */
  void close() {
    lock.lock();
    try {
      closing = true;
      handedOver.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Commits groups until the log is closed or fails. Runs in the thread that owns the writer. */
  void run(LogWriter writer) {
    boolean usable = true;
    while (usable) {
      usable = commitGroup(writer);
    }
  }

  /** Commits what is queued, or a pin. Returns false when there will be nothing more to commit. */
  boolean commitGroup(LogWriter writer) {
    try {
      MutableList<Numbered> group = drain(writer.needsPin()); // 1. drain; the writer does 2 to 5
      writer.write(group);
      return group.notEmpty();
    } catch (IOException | RuntimeException | Error e) {
      fail(
          new LogException(
              LogException.Kind.FAILED,
              "the log cannot be written (%s); %s"
                  .formatted(LogException.reason(e), whatThatMeans(e)),
              e));
      return false;
    }
  }

  private static String whatThatMeans(Throwable failure) {
    return failure instanceof FilesLostException
        ? "nobody is acknowledged any more"
        : "what was acknowledged is safe";
  }

  /** Wakes the threads that wait for this entry or an earlier one, unless the log has failed. */
  void announce(long durable) {
    lock.lock();
    try {
      if (failure == null) {
        this.durable = durable;
        becameDurable.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Empties the queue, waiting for an entry if there is none. Returns a pin if one is needed and no
   * entry has arrived within the time set, or none can arrive any more. Returns an empty list at
   * the end.
   */
  private MutableList<Numbered> drain(boolean needsPin) {
    lock.lock();
    try {
      long patience = pinAfterNanos;
      while (queue.isEmpty() && !closing && failure == null && (!needsPin || patience > 0)) {
        if (needsPin) {
          patience = handedOver.awaitNanos(patience);
        } else {
          handedOver.await();
        }
      }
      if (queue.isEmpty() && needsPin && failure == null) {
        LogEntry pin = new LogEntry(LogEntry.PIN, 0, ByteBuffer.allocate(0));
        queue.add(new Numbered(++lastNumber, pin, 0));
      }
      MutableList<Numbered> drained = queue;
      queue = Lists.mutable.empty();
      queuedBytes = 0;
      return drained;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the committer", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the log for good: nothing becomes durable any more, and threads that wait get an exception
   * with the reason. Only the first call counts. Any thread.
   */
  void fail(LogException why) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = why;
      queue.clear();
      queuedBytes = 0;
      handedOver.signal();
      becameDurable.signalAll();
    } finally {
      lock.unlock();
    }
    listener.failed(why);
  }

  /** Must be called with the lock held. */
  private void checkUsable() throws LogException {
    checkNotFailed();
    if (closing) {
      throw new LogException(LogException.Kind.CLOSED, "the log is closed");
    }
  }

  /** Must be called with the lock held. */
  private void checkNotFailed() throws LogException {
    if (failure != null) {
      throw new LogException(LogException.Kind.FAILED, failure.getMessage(), failure);
    }
  }
}
