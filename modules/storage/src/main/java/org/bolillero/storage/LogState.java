package org.bolillero.storage;

import java.util.concurrent.locks.StampedLock;

/**
 * What readers may see of a log: where its durable part ends. The one writer publishes it, any
 * thread takes a snapshot; what lies before that end never changes again, so it is read without a
 * lock.
 */
final class LogState {
  private final StampedLock lock = new StampedLock();

  // Guarded by lock. It is never held across a read, a write or a force.
  private int lastSegment;
  private int endOffset;
  private long durableEnd;

  /**
   * The durable part of the log.
   *
   * @param lastSegment the index of the last segment with entries; all before it are complete
   * @param endOffset where its entries end
   * @param durableEnd the highest durable entry number, 0 if there is none
   */
  record Snapshot(int lastSegment, int endOffset, long durableEnd) {}

  LogState(Snapshot start) {
    publish(start.lastSegment, start.endOffset, start.durableEnd);
  }

  void publish(int lastSegment, int endOffset, long durableEnd) {
    long stamp = lock.writeLock();
    try {
      this.lastSegment = lastSegment;
      this.endOffset = endOffset;
      this.durableEnd = durableEnd;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  Snapshot snapshot() {
    long stamp = lock.tryOptimisticRead();
    Snapshot seen = new Snapshot(lastSegment, endOffset, durableEnd);
    if (lock.validate(stamp)) {
      return seen;
    }
    stamp = lock.readLock();
    try {
      return new Snapshot(lastSegment, endOffset, durableEnd);
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
