package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each setting has a range; the error names the setting, the value and the range. */
class OfficeSettingsTest {
  private final OfficeSetup setup = new OfficeSetup(Path.of("office"), 3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port            | 0     | 65535
          listen-backlog  | 1     | 65535
          sessions-max    | 1     | 1000000
          connections-max | 3     | 1000000
          frame-bytes-max | 8192  | 1048576
          segment-bytes   | 8288  | 1073741824
          winning-number  | 0     | 9999
          unacknowledged-bytes-max | 1048576 | 1073741824
          """)
  void aNumberOutsideItsRangeIsRefused(String name, int min, int max) {
    Consumer<Integer> setting =
        switch (name) {
          case "port" -> setup::port;
          case "listen-backlog" -> setup::listenBacklog;
          case "sessions-max" -> setup::sessionsMax;
          case "connections-max" -> setup::connectionsMax;
          case "frame-bytes-max" -> setup::frameBytesMax;
          case "unacknowledged-bytes-max" -> setup::unacknowledgedBytesMax;
          case "segment-bytes" -> setup::segmentBytes;
          default -> setup::winningNumber;
        };
    setting.accept(min);
    setup.settings();
    setting.accept(max);
    setup.settings();
    setting.accept(min - 1);
    assertRefused("%s: expected %d to %d, found %d".formatted(name, min, max, min - 1));
    setting.accept(max + 1);
    assertRefused("%s: expected %d to %d, found %d".formatted(name, min, max, max + 1));
  }

  @Test
  void agenciesAreAtLeastOneAndCountedFromOne() {
    setup.agencies();
    assertRefused("number of agencies: expected 1 to 65536, found 0");
    setup.agencies(5, 0);
    assertRefused("lowest agency: expected 1 to 2147483647, found 0");
  }

  @Test
  void drawsAreCountedFromOne() {
    setup.draw(Integer.MAX_VALUE).settings();
    setup.draw(1).settings();
    setup.draw(0);
    assertRefused("draw: expected 1 to 2147483647, found 0");
  }

  @Test
  void aSegmentHoldsTheLargestMessageAndTheSeal() {
    setup.frameBytesMax(65_536).segmentBytes(65_536);
    assertRefused("segment-bytes: expected 65632 to 1073741824, found 65536");
    assertEquals(65_536, setup.segmentBytes(65_632).settings().payloadBytesMax());
    setup.agencies(IntStream.rangeClosed(1, 2_000).toArray()).segmentBytes(65_632);
    assertRefused("segment-bytes: expected 88132 to 1073741824, found 65632");
    assertEquals(88_036, setup.segmentBytes(88_132).settings().payloadBytesMax());
  }

  @Test
  void anAgencyHasItsShareOfWhatMayBeUnacknowledged() {
    assertEquals(131_072, setup.settings().agencyBytesMax()); // All that makes sense.
    setup.agencies(IntStream.rangeClosed(1, 100).toArray()).unacknowledgedBytesMax(2_000_000);
    assertEquals(20_000, setup.settings().agencyBytesMax());
    setup.frameBytesMax(32_768);
    assertEquals(32_768, setup.settings().agencyBytesMax()); // A message has to fit.
  }

  @Test
  void aTimeoutIsFromAMillisecondToADay() {
    setup.idleTimeout(Duration.ofMillis(1)).idleTimeout(Duration.ofDays(1));
    for (Duration wrong :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(1).plusNanos(1)}) {
      assertTimeoutRefused("handshake-timeout", wrong, setup::handshakeTimeout);
      assertTimeoutRefused("idle-timeout", wrong, setup::idleTimeout);
      assertTimeoutRefused("frame-timeout", wrong, setup::frameTimeout);
      assertTimeoutRefused("write-timeout", wrong, setup::writeTimeout);
      assertTimeoutRefused("shutdown-timeout", wrong, setup::shutdownTimeout);
    }
  }

  private void assertRefused(String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, setup::settings).getMessage());
  }

  private static void assertTimeoutRefused(String name, Duration value, Consumer<Duration> set) {
    assertEquals(
        name + ": expected 1 ms to 1 day, found " + value,
        assertThrows(IllegalArgumentException.class, () -> set.accept(value)).getMessage());
  }
}
