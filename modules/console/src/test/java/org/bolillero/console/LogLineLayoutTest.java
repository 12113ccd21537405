package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineLayoutTest {
  private final LogLineLayout layout = new LogLineLayout(ZoneId.of("America/Buenos_Aires"));

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z,        INFO,  2026-01-02 00:04:05 INFO     ganó ñandú",
    "2026-12-31T23:59:59.999Z,    WARN,  2026-12-31 20:59:59 WARN     ganó ñandú",
    "2026-01-02T02:59:59.001Z,    DEBUG, 2026-01-01 23:59:59 DEBUG    ganó ñandú",
    "1999-07-08T18:09:10.123456Z, ERROR, 1999-07-08 15:09:10 ERROR    ganó ñandú",
    "2026-01-02T03:04:05Z,        FATAL, 2026-01-02 00:04:05 FATAL    ganó ñandú",
  })
  void aLineHasLocalTimeWithoutFractionsAndALevelEightWide(
      Instant time, String level, String line) {
    assertEquals(line + "\n", layout.toSerializable(event(time, Level.valueOf(level)).build()));
  }

  @Test
  void theTimeIsThatOfEveryLine() {
    var first = event(Instant.parse("2026-01-02T03:04:05Z"), Level.INFO).build();
    var second = event(Instant.parse("2026-01-02T03:04:06Z"), Level.INFO).build();
    for (int i = 0; i < 2; i++) {
      assertTrue(layout.toSerializable(first).startsWith("2026-01-02 00:04:05 "));
      assertTrue(layout.toSerializable(second).startsWith("2026-01-02 00:04:06 "));
    }
  }

  @Test
  void anExceptionFollowsItsLine() {
    var event = event(Instant.EPOCH, Level.ERROR).setThrown(new IllegalStateException("ups"));
    String text = layout.toSerializable(event.build());
    assertTrue(
        text.contains("ERROR    ganó ñandú\njava.lang.IllegalStateException: ups\n\tat "), text);
    assertTrue(text.endsWith("\n"), text);
  }

  private static Log4jLogEvent.Builder event(Instant time, Level level) {
    return Log4jLogEvent.newBuilder()
        .setLevel(level)
        .setMessage(new ParameterizedMessage("ganó {}", "ñandú"))
        .setTimeMillis(time.toEpochMilli());
  }
}
