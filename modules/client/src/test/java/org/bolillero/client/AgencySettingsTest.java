package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void severalAddressesHaveCommasBetweenThem() {
    ServerAddresses several = ServerAddresses.parse(" a:1,  b:2 ,[::1]:3");
    assertEquals(
        List.of(new ServerAddress("a", 1), new ServerAddress("b", 2), new ServerAddress("::1", 3)),
        several.all());
    assertEquals("a:1,b:2,[::1]:3", several.toString());
    assertEquals("a:1", ServerAddresses.parse(" a:1 ").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a         | expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535",
        "a:1,b     | address 2: expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535,"
            + " found 'b'",
        "a:0,b:1   | address 1: expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535,"
            + " found 'a:0'",
        "a:1,,b:1  | address 2: expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535,"
            + " found ''",
        "a:1,b:1,  | address 3: expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535,"
            + " found ''",
        "a:1;b:1   | expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535",
        "a:1,b:1,A:01 | address 3: expected another one than address 1, found 'A:1' again",
      })
  void ofSeveralAddressesTheWrongOneIsNamed(String text, String problem) {
    var e = assertThrows(IllegalArgumentException.class, () -> ServerAddresses.parse(text));
    assertEquals(problem, e.getMessage());
  }

  @Test
  void thereIsALimitOnAddresses() {
    String most =
        IntStream.rangeClosed(1, ServerAddresses.COUNT_MAX)
            .mapToObj(port -> "a:" + port)
            .collect(Collectors.joining(","));
    assertEquals(most, ServerAddresses.parse(most).toString());
    var e =
        assertThrows(IllegalArgumentException.class, () -> ServerAddresses.parse(most + ",b:1"));
    assertEquals("expected at most 16 addresses, found 17", e.getMessage());
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
