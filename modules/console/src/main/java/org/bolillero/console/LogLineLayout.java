package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * The form of a log line that scripts parse, which Log4j would write as {@code %d{yyyy-MM-dd
 * HH:mm:ss} %-8level %msg%n}: local time, no fractions of a second. An exception follows with its
 * stack trace. Used by one thread at a time.
 */
final class LogLineLayout extends AbstractStringLayout {
  private static final int LEVEL_WIDTH = 8;

  private final ZoneId zone;
  private long second = Long.MIN_VALUE;
  private String time = "";

  LogLineLayout(ZoneId zone) {
    super(UTF_8);
    this.zone = zone;
  }

  @Override
  public String toSerializable(LogEvent event) {
    String level = event.getLevel().name();
    var line =
        new StringBuilder(time(event))
            .append(' ')
            .append(level)
            .repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()))
            .append(' ')
            .append(event.getMessage().getFormattedMessage())
            .append('\n');
    if (event.getThrown() != null) {
      var trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  /** The same text for all lines of a second. */
  private String time(LogEvent event) {
    long eventSecond = event.getInstant().getEpochSecond();
    if (eventSecond != second) {
      var local = LocalDateTime.ofInstant(Instant.ofEpochSecond(eventSecond), zone);
      time =
          local.toLocalDate()
              + " "
              + twoDigits(local.getHour())
              + ':'
              + twoDigits(local.getMinute())
              + ':'
              + twoDigits(local.getSecond());
      second = eventSecond;
    }
    return time;
  }

  private static String twoDigits(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
