package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgencySettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void anAddressIsReadAndWrittenTheSameWay() {
    for (String text :
        new String[] {"server:12345", "127.0.0.1:1", "[::1]:65535", "[fe80::1%lo]:80"}) {
      assertEquals(text, ServerAddress.parse(text).toString());
    }
    assertEquals(new ServerAddress("::1", 12345), ServerAddress.parse("[::1]:12345"));
    assertEquals(new ServerAddress("server", 80), ServerAddress.parse("server:00080"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "server",
        "server:",
        ":80",
        "server:x",
        "server:-1",
        "server:+1",
        "server:٣",
        "::1:80",
        "[::1]",
        "[::1]80",
        "[::1:80",
        "::1]:80",
        "[server]:80",
        "[]:80",
        "a:b:80",
        "server:0",
        "server:65536",
        "server:99999999999999999999"
      })
  void whatIsNoAddressIsSaidSo(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse(text));
    assertEquals("expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535", e.getMessage());
  }

  @Test
  void everySettingHasARange() {
    assertRefused("agency must be 1 to 2147483647, not 0", 0, 1, 1, SECOND, SECOND);
    assertRefused("draw must be 1 to 2147483647, not 0", 1, 0, 1, SECOND, SECOND);
    assertRefused("batchMax must be 1 to 65535, not 0", 1, 1, 0, SECOND, SECOND);
    assertRefused("batchMax must be 1 to 65535, not 65536", 1, 1, 65536, SECOND, SECOND);
    assertRefused("retryLimit must be 0 or more, not PT-1S", 1, 1, 1, SECOND.negated(), SECOND);
    assertRefused("connectTimeout must be 1 ms to 1 day, not PT0S", 1, 1, 1, SECOND, Duration.ZERO);
    assertRefused(
        "connectTimeout must be 1 ms to 1 day, not PT25H", 1, 1, 1, SECOND, Duration.ofHours(25));
  }

  private static void assertRefused(
      String message, int agency, int draw, int batchMax, Duration retryLimit, Duration timeout) {
    ServerAddress server = new ServerAddress("server", 80);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new AgencySettings(
                    agency, draw, server, batchMax, true, retryLimit, timeout, timeout));
    assertEquals(message, e.getMessage());
  }
}
