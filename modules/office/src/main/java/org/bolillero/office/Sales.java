package org.bolillero.office;

import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;

/**
 * The point in the log where sales end: every batch stands before CLOSED, whoever appends it.
 * Thread-safe.
 */
final class Sales {
  private final Log log;

  /** Shared by those who append bets; held alone by whoever closes. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** The entry that has closed them; 0 while they are open. Written by who holds the lock alone. */
  private volatile long closedBy;

  /**
   * The sales of a draw.
   *
   * @param closedBy the entry that has closed them, or 0
   */
  Sales(Log log, long closedBy) {
    this.log = log;
    this.closedBy = closedBy;
  }

  /** Appends bets; empty if sales are closed. */
  OptionalLong append(LogEntry bets) throws LogException {
    lock.readLock().lock();
    try {
      return closedBy == 0 ? OptionalLong.of(log.append(bets)) : OptionalLong.empty();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Appends what closes sales, and returns its entry. */
  long close(LogEntry close) throws LogException {
    lock.writeLock().lock();
    try {
      long entry = log.append(close);
      closedBy = entry;
      return entry;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The entry that has closed sales, which must be durable before anybody is told; or 0. */
  long closedBy() {
    return closedBy;
  }
}
