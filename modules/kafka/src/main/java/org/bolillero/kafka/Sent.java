package org.bolillero.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * The records that a leader has sent, in the order of their numbers, which begin with 1. One is
 * durable when its sending is confirmed <em>and</em> it was read back as one that counts, and all
 * before it are durable. A failure is final. Thread-safe.
 *
 * <p>Either alone is not enough: a record that is confirmed may stand behind the LEAD of another
 * office, and one that is read may be on too few machines.
 */
final class Sent {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Queue<Sending> waiting = new ArrayDeque<>();
  private long last;
  private long read;
  private long durable;
  private long queuedBytes;

  /** The first number that somebody waits for; the largest one if nobody waits. */
  private long awaited = Long.MAX_VALUE;

  private @Nullable LogException failure;

  /** A record that is on its way. */
  final class Sending {
    private final long number;
    private final int bytes;
    private boolean isConfirmed;

    private Sending(long number, int bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    long number() {
      return number;
    }

    /** It is stored on as many machines as the topic asks for. Any thread. */
    void confirm() {
      lock.lock();
      try {
        isConfirmed = true;
        advance();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Notes a record that is about to be sent.
   *
   * @param bytes the size of its payload
   */
  Sending add(int bytes) throws LogException {
    lock.lock();
    try {
      checkNotFailed();
      Sending record = new Sending(++last, bytes);
      waiting.add(record);
      queuedBytes += bytes;
      return record;
    } finally {
      lock.unlock();
    }
  }

  /** Records were read back as ones that count, up to this one. */
  void read(long number) {
    lock.lock();
    try {
      read = Math.max(read, number);
      advance();
    } finally {
      lock.unlock();
    }
  }

  /** Must be called with the lock held. */
  private void advance() {
    Sending first = waiting.peek();
    while (first != null && first.isConfirmed && first.number <= read) {
      waiting.remove();
      queuedBytes -= first.bytes;
      durable = first.number;
      first = waiting.peek();
    }
    if (durable >= awaited) {
      awaited = Long.MAX_VALUE; // Those who have to wait on say so again.
      changed.signalAll();
    }
  }

  /** Nothing becomes durable any more. Returns whether this is the first failure. */
  boolean fail(LogException why) {
    lock.lock();
    try {
      boolean isFirst = failure == null;
      if (isFirst) {
        failure = why;
        waiting.clear();
        queuedBytes = 0;
        changed.signalAll();
      }
      return isFirst;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a record is durable. Cannot be interrupted. */
  void awaitDurable(long number) throws LogException {
    lock.lock();
    try {
      while (durable < number) {
        checkNotFailed();
        awaited = Math.min(awaited, number);
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing to wait for: all is durable, or nothing will be any more. */
  boolean isSettled() {
    lock.lock();
    try {
      return failure != null || durable == last;
    } finally {
      lock.unlock();
    }
  }

  boolean hasFailed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  long queuedBytes() {
    lock.lock();
    try {
      return queuedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Must be called with the lock held. */
  private void checkNotFailed() throws LogException {
    if (failure != null) {
      throw failure.again();
    }
  }
}
