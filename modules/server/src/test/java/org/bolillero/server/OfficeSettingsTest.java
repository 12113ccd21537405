package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          frame-bytes-max | 8192  | 1048576
          winning-number  | 0     | 9999
          draw            | 1     | 2147483647
          handshake-timeout | 1 | 86400
          idle-timeout    | 1 | 86400
          frame-timeout   | 1 | 86400
          write-timeout   | 1 | 86400
          shutdown-timeout | 1 | 86400
          unacknowledged-bytes-max | 1048576 | 1073741824
          """)
  void aNumberOutsideItsRangeIsRefused(String name, long min, long max) {
    setup.segmentBytes(16 * 1024 * 1024);
    setup.set(name, min).settings();
    setup.set(name, max).settings();
    for (long wrong : new long[] {min - 1, max + 1}) {
      setup.set(name, wrong);
      assertRefused(
          "--%s=%d: expected a whole number from %d to %d".formatted(name, wrong, min, max));
    }
  }

  @Test
  void everyAgencyMayHaveAConnection() {
    setup.connectionsMax(3).settings();
    setup.connectionsMax(2);
    assertRefused("connections-max: expected 3 to 1000000, found 2");
  }

  @Test
  void whatMustBeGivenIsNamed() {
    assertMissing("missing --data (or SERVER_DATA, or server.data in a file)", "--agencies=1-5");
    assertMissing(
        "agencies: expected the agencies of a draw, or --admin, so that officials can open draws",
        "--data=office");
    assertMissing(
        "exit-after-draw: expected agencies as well, whose draw it waits for",
        "--data=office",
        "--admin=localhost:0",
        "--exit-after-draw");
  }

  private static void assertMissing(String message, String... arguments) {
    var e = assertThrows(IllegalArgumentException.class, () -> OfficeSettings.of(arguments));
    assertEquals(message, e.getMessage());
  }

  @Test
  void itListensOnTheAddressThatIsNamed() {
    assertEquals(
        "127.0.0.1",
        setup.host("127.0.0.1").settings().listenAddress().getAddress().getHostAddress());
    setup.host("no such host");
    assertRefused("--host=no such host: expected an address of this machine");
  }

  @Test
  void thereIsNoControlInterfaceUnlessOneIsAskedFor() {
    assertEquals(Optional.empty(), setup.settings().adminAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "127.1.2.3:65535", "localhost:12346", "[::1]:12346"})
  void theControlInterfaceListensOnLoopback(String address) {
    InetSocketAddress found = setup.set("admin", address).settings().adminAddress().orElseThrow();
    assertTrue(found.getAddress().isLoopbackAddress());
    assertTrue(address.endsWith(":" + found.getPort()));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0:12346, 0.0.0.0", "[::]:12346, 0:0:0:0:0:0:0:0", "192.0.2.1:1, 192.0.2.1"})
  void theControlInterfaceListensNowhereElseAndSaysWhy(String address, String found) {
    setup.set("admin", address);
    assertRefused(
        "admin: expected an address of loopback, such as 127.0.0.1 or localhost, found "
            + found
            + ": nothing is encrypted, so anybody between an official and the office could read the"
            + " token and decide; any other needs --tls-cert, --tls-key and --tls-ca as well");
  }

  @Test
  void theControlInterfaceListensWhereThereIsSomebody() {
    setup.set("admin", "no such host:1");
    assertRefused("--admin=no such host:1: expected an address of this machine, or its name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12346", ":12346", "localhost", "localhost:", "::1:12346", "a:65536"})
  void anAddressOfTheControlInterfaceHasAHostAndAPort(String address) {
    setup.set("admin", address);
    assertRefused(
        "--admin=" + address + ": expected HOST:PORT or [IPV6]:PORT with a port from 0 to 65535");
  }

  @Test
  void aSegmentHoldsTheLargestMessageAndTheSeal() {
    setup.frameBytesMax(65_536).segmentBytes(65_536);
    assertRefused("segment-bytes: expected 65632 to 1073741824, found 65536");
    assertEquals(65_536, setup.segmentBytes(65_632).settings().payloadBytesMax(5));
    setup.agencies("1-2000").segmentBytes(65_632);
    assertRefused("segment-bytes: expected 88173 to 1073741824, found 65632");
    assertEquals(88_077, setup.segmentBytes(88_173).settings().payloadBytesMax(2000));
  }

  @Test
  void anAgencyHasItsShareOfWhatMayBeUnacknowledged() {
    assertEquals(131_072, setup.settings().agencyBytesMax(5)); // All that makes sense.
    setup.agencies("1-100").unacknowledgedBytesMax(2_000_000);
    assertEquals(20_000, setup.settings().agencyBytesMax(100));
    setup.frameBytesMax(32_768);
    assertEquals(32_768, setup.settings().agencyBytesMax(100)); // A message has to fit.
  }

  @Test
  void itsShareIsLargerWhereBrokersKeepTheLog() {
    OfficeSettings settings =
        OfficeSettings.of("--agencies=1-5", "--data=office", "--log=kafka", "--kafka=broker:9092");
    assertEquals(1_048_576, settings.agencyBytesMax(5));
    assertEquals(335_544, settings.agencyBytesMax(100));
  }

  private void assertRefused(String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, setup::settings).getMessage());
  }
}
