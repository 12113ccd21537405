package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.tls.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can reach an office is decided by whoever starts it, and never by mistake. */
class TlsSettingsTest {
  private final OfficeSetup setup = new OfficeSetup(Path.of("x"), 5);

  @Test
  void withoutTlsOnlyThisMachineCanConnect() {
    assertTrue(listensOn().isLoopbackAddress());
    assertEquals(Optional.empty(), setup.settings().tls().files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
  void anAddressOfLoopbackNeedsNoTls(String host) {
    setup.host(host);
    assertTrue(listensOn().isLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1"})
  void anotherAddressNeedsTlsOrAWordThatTheNetworkIsTrusted(String host) {
    setup.host(host);
    assertRefused(
        "host: expected an address of loopback, found "
            + host
            + ": anybody who connects could speak for any agency; expected --tls-cert, --tls-key"
            + " and --tls-ca as well, or --plaintext if the network can be trusted");
    setup.set("plaintext", true);
    assertEquals(host, listensOn().getHostAddress());
    setup.set("plaintext", false);
    withTls();
    assertEquals(host, listensOn().getHostAddress());
  }

  @Test
  void otherMachinesConnectOverTlsOrATrustedNetwork() {
    withTls();
    assertTrue(listensOn().isAnyLocalAddress());
    assertTrue(
        new OfficeSetup(Path.of("x"), 5)
            .set("plaintext", true)
            .settings()
            .listenAddress()
            .getAddress()
            .isAnyLocalAddress());
  }

  @Test
  void aListOfRevokedCertificatesIsWantedOrNot() {
    withTls();
    TlsFiles files = new TlsFiles(Path.of("c"), Path.of("k"), Path.of("a"), Optional.empty());
    assertEquals(Optional.of(files), setup.settings().tls().files());
    setup.set("tls-crl", "r");
    assertEquals(
        Optional.of(Path.of("r")), setup.settings().tls().files().orElseThrow().revocations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls-cert", "tls-key", "tls-ca"})
  void whatIsMissingIsNamed(String missing) {
    for (String each : new String[] {"tls-cert", "tls-key", "tls-ca", "tls-crl"}) {
      if (!each.equals(missing)) {
        setup.set(each, "file");
      }
    }
    assertRefused(
        missing
            + ": expected all of --tls-cert, --tls-key and --tls-ca, or none of the TLS settings");
  }

  private void withTls() {
    setup.set("tls-cert", "c").set("tls-key", "k").set("tls-ca", "a");
  }

  private InetAddress listensOn() {
    return setup.settings().listenAddress().getAddress();
  }

  private void assertRefused(String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, setup::settings).getMessage());
  }
}
