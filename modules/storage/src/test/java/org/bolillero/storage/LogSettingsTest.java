package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
  @Test
  void settingsAtTheEndsOfTheirRangesAreTaken() {
    assertEquals(4096, new LogSettings(1, Texts.WORDS, 4096, Duration.ZERO).segmentBytes());
    assertEquals(1 << 30, new LogSettings(-1, Texts.WORDS, 1 << 30, Duration.ZERO).segmentBytes());
  }

  @Test
  void settingsBeyondThemAreRefusedAndTold() {
    String range = "segmentBytes must be 4096 to 1073741824, not ";
    assertRefused(range + "4095", 4095, Duration.ZERO);
    assertRefused(range + "1073741825", (1 << 30) + 1, Duration.ZERO);
    assertRefused("pinAfter must not be negative, but is PT-1S", 4096, Duration.ofSeconds(-1));
  }

  private static void assertRefused(String why, int segmentBytes, Duration pinAfter) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LogSettings(1, Texts.WORDS, segmentBytes, pinAfter));
    assertEquals(why, refused.getMessage());
  }

  @Test
  void unlessChosenOtherwiseALogPinsAfterATenthOfASecond() {
    assertEquals(
        new LogSettings(7, Texts.WORDS, 8192, Duration.ofMillis(100)),
        LogSettings.of(7, Texts.WORDS, 8192));
  }

  @Test
  void theSmallestSegmentForAPayloadHasRoomForItsHeaders() {
    assertEquals(4096, LogSettings.segmentBytesFor(0));
    assertEquals(64 + 32 + 4000, LogSettings.segmentBytesFor(4000));
    assertEquals(64 + 32 + 4001, LogSettings.segmentBytesFor(4001));
  }
}
