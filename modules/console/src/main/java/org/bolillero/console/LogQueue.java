package org.bolillero.console;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/**
 * The lines that wait to be written. Whoever logs never waits: when there is no room, lines are
 * dropped and counted, and the count is logged where they are missing.
 *
 * <table>
 * <caption>What is dropped</caption>
 * <tr><th>lines</th><th>dropped when</th></tr>
 * <tr><td>DEBUG, and what is marked as {@link Logging#BULK}</td><td>the queue is 3/4 full, and from
 *     then on until it is half empty</td></tr>
 * <tr><td>other INFO</td><td>the queue is 7/8 full</td></tr>
 * <tr><td>ERROR, WARN</td><td>the queue is full</td></tr>
 * </table>
 */
final class LogQueue extends ArrayBlockingQueue<LogEvent> {
  private static final long serialVersionUID = 1;

  private final int capacity;
  private final AtomicLong dropped = new AtomicLong();

  LogQueue(int capacity) {
    super(capacity);
    this.capacity = capacity;
  }

  /** Always true: a dropped line is dealt with, too. */
  @Override
  public boolean offer(LogEvent event) {
    if (!hasRoomFor(event) || !reportDropped() || !super.offer(event)) {
      dropped.incrementAndGet();
    }
    return true;
  }

  /** Adds a line that says how many were dropped, if any were. False if there is no room for it. */
  boolean reportDropped() {
    long count = dropped.getAndSet(0);
    if (count == 0 || super.offer(notice(count))) {
      return true;
    }
    dropped.addAndGet(count);
    return false;
  }

  private boolean hasRoomFor(LogEvent event) {
    Level level = event.getLevel();
    int reserved = 0;
    if (Logging.BULK.equals(event.getMarker()) || level.isLessSpecificThan(Level.DEBUG)) {
      reserved = dropped.get() > 0 ? capacity / 2 : capacity / 4;
    } else if (level.isLessSpecificThan(Level.INFO)) {
      reserved = capacity / 8;
    }
    return remainingCapacity() > reserved;
  }

  private static LogEvent notice(long count) {
    return Log4jLogEvent.newBuilder()
        .setLoggerName(LogQueue.class.getName())
        .setLevel(Level.WARN)
        .setMessage(new SimpleMessage("action: log | result: fail | dropped: " + count))
        .setTimeMillis(System.currentTimeMillis())
        .build();
  }
}
