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
 * Hands entries from many threads to the one that writes them: while one group is forced, the next
 * one gathers.
 *
 * <p>Lifecycle: running → closing → closed, or → failed with the first write or force that fails,
 * or when somebody else finds that the log cannot go on, and that is final.
 */
final class Committer {
  private final LogListener listener;
  private final long pinAfterNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition handedOver = lock.newCondition();
  private final Condition becameDurable = lock.newCondition();

  // Guarded by lock.
  private MutableList<Numbered> queue = Lists.mutable.empty();
  private long lastNumber;
  private long durable;
  private boolean closing;
  private @Nullable LogException failure;

  /**
   * Starts with a log that is empty or recovered.
   *
   * @param durable the number of the last entry, which is durable
   */
  Committer(long durable, Duration pinAfter, LogListener listener) {
    this.durable = durable;
    this.lastNumber = durable;
    this.pinAfterNanos = pinAfter.toNanos();
    this.listener = listener;
  }

  /** Gives an entry its number and its place in the queue. Any thread. */
  long append(LogEntry entry) throws LogException {
    int payloadCrc = Crc32c.of(entry.payload());
    lock.lock();
    try {
      checkNotFailed();
      checkOpen();
      long number = ++lastNumber;
      queue.add(new Numbered(number, entry, payloadCrc));
      handedOver.signal();
      return number;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the entry is durable. Any thread; it is not interrupted. */
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

  /** Returns if the log is open and has not failed. Any thread. */
  void confirm() throws LogException {
    lock.lock();
    try {
      checkNotFailed();
      checkOpen();
    } finally {
      lock.unlock();
    }
  }

  /** Lets {@link #run} end after all that was appended. Any thread. */
  void close() {
    lock.lock();
    try {
      closing = true;
      handedOver.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Commits groups until the log is closed or fails; runs in the thread that owns the writer. */
  void run(LogWriter writer) {
    boolean usable = true;
    while (usable) {
      usable = commitGroup(writer);
    }
  }

  /** Commits what is queued, or a pin; returns false at the end, after which nothing will be. */
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

  /** Wakes those who wait for entries up to this one, unless the log has failed meanwhile. */
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
   * Takes all that is queued, waiting for it if need be. Gives a pin when one is needed and nothing
   * came for a while, or nothing will; gives nothing at the end.
   */
  private MutableList<Numbered> drain(boolean needsPin) {
    lock.lock();
    try {
      long patience = pinAfterNanos;
      while (queue.isEmpty() && isRunning() && (!needsPin || patience > 0)) {
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
      return drained;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the committer", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the log for good: nothing becomes durable any more, and who waits is told why. Only the
   * first reason counts. Any thread.
   */
  void fail(LogException why) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = why;
      queue.clear();
      handedOver.signal();
      becameDurable.signalAll();
    } finally {
      lock.unlock();
    }
    listener.failed(why);
  }

  /** Must be called with the lock held. */
  private boolean isRunning() {
    return !closing && failure == null;
  }

  /** Must be called with the lock held. */
  private void checkNotFailed() throws LogException {
    if (failure != null) {
      throw new LogException(LogException.Kind.FAILED, failure.getMessage(), failure);
    }
  }

  /** Must be called with the lock held. */
  private void checkOpen() throws LogException {
    if (closing) {
      throw new LogException(LogException.Kind.CLOSED, "the log is closed");
    }
  }
}
