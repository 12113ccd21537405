package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgencySettingsTest {
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
    assertRefused("--id=0: expected a whole number from 1 to 2147483647");
    assertRefused("--draw=-1: expected a whole number from 0 to 2147483647");
    assertRefused("--retry-seconds=-1: expected a whole number from 0 to 86400");
    assertRefused("--answer-timeout=0: expected a whole number from 1 to 86400");
    assertRefused("--answer-timeout=86401: expected a whole number from 1 to 86400");
  }

  private static void assertRefused(String message) {
    String option = message.substring(0, message.indexOf(':'));
    List<String> arguments = new ArrayList<>(List.of("--server=server:80", option));
    if (!option.startsWith("--id")) {
      arguments.add("--id=1");
    }
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> AgencySettings.of(arguments.toArray(String[]::new)));
    assertEquals(message, e.getMessage());
  }
}
