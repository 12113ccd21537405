package org.bolillero.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.CountingNoOpAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;

/**
 * Decides which lines are dropped when they come faster than they can be written. They are counted,
 * and the count is logged where they are missing.
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
final class LogOverflow extends AbstractFilter {
  private final int capacity;

  /** How many more lines the queue would take now. */
  private final IntSupplier room;

  /** How many lines passed this filter and then found the queue full. */
  private final LongSupplier lost;

  private final Consumer<LogEvent> queue;

  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong reported = new AtomicLong();

  LogOverflow(int capacity, IntSupplier room, LongSupplier lost, Consumer<LogEvent> queue) {
    this.capacity = capacity;
    this.room = room;
    this.lost = lost;
    this.queue = queue;
  }

  /** Guards the queue of a configuration; does nothing if it has none of that name. */
  static LogOverflow guard(Configuration configuration) {
    CountingNoOpAppender lost = configuration.getAppender("dropped");
    LongSupplier count = () -> lost == null ? 0 : lost.getCount();
    if (!(configuration.getAppender("queue") instanceof AsyncAppender queue)) {
      return new LogOverflow(0, () -> 0, () -> 0, _ -> {});
    }
    LogOverflow overflow =
        new LogOverflow(
            queue.getQueueCapacity(), queue::getQueueRemainingCapacity, count, queue::append);
    queue.addFilter(overflow);
    return overflow;
  }

  @Override
  public Result filter(LogEvent event) {
    if (room.getAsInt() <= reserve(event)) {
      dropped.incrementAndGet();
      return Result.DENY;
    }
    report();
    return Result.NEUTRAL;
  }

  /** Adds a line that says how many are missing, if any are, and if there is room for it. */
  void report() {
    long before = reported.get();
    long missing = missing();
    // With little room left, other lines might take it first, and this one would be dropped itself.
    if (missing > 0
        && room.getAsInt() > capacity / 32
        && reported.compareAndSet(before, before + missing)) {
      queue.accept(
          Log4jLogEvent.newBuilder()
              .setLoggerName(LogOverflow.class.getName())
              .setLevel(Level.WARN)
              .setMessage(
                  new ParameterizedMessage("action: log | result: fail | dropped: {}", missing))
              .setTimeMillis(System.currentTimeMillis())
              .build());
    }
  }

  /** How many lines were dropped until now. */
  long dropped() {
    return dropped.get() + lost.getAsLong();
  }

  private long missing() {
    return dropped() - reported.get();
  }

  /** How many places are kept free for more important lines. */
  private int reserve(LogEvent event) {
    Level level = event.getLevel();
    if (Logging.BULK.equals(event.getMarker()) || level.isLessSpecificThan(Level.DEBUG)) {
      return missing() > 0 ? capacity / 2 : capacity / 4;
    }
    return level.isLessSpecificThan(Level.INFO) ? capacity / 8 : 0;
  }
}
