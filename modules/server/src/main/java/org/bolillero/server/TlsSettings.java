package org.bolillero.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.console.Setting;
import org.bolillero.tls.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who can reach an office, and how each side knows the other. */
final class TlsSettings {
  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = {
        "Speak TLS 1.3 only, with this certificate, and those that lead to the CA's behind it"
            + " (PEM).",
        "Agencies must show a certificate of their own."
      })
  @Setting(key = "server.tls_cert")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM), which nobody else may be able to read.")
  @Setting(key = "server.tls_key")
  private @Nullable Path key;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Trust the certificates of agencies and officials that this CA has made (PEM).")
  @Setting(key = "server.tls_ca")
  private @Nullable Path authority;

  @Option(
      names = "--tls-crl",
      paramLabel = "FILE",
      description = "Except those on the CA's list of revoked certificates (PEM or DER).")
  @Setting(key = "server.tls_crl")
  private @Nullable Path revocations;

  @Option(
      names = "--plaintext",
      description = {
        "Let other machines connect without TLS: whoever can, can speak for any agency.",
        "Without it and without TLS, only this machine can connect. With TLS it has no effect."
      })
  @Setting(key = "server.plaintext")
  private boolean plaintext;

  /** Throws an {@link IllegalArgumentException} if they do not fit together. */
  void requireFit(@Nullable InetAddress host) {
    if (certificate != null || key != null || authority != null || revocations != null) {
      requireGiven("tls-cert", certificate);
      requireGiven("tls-key", key);
      requireGiven("tls-ca", authority);
    }
    if (host != null && !host.isLoopbackAddress() && !isForOthers()) {
      throw new IllegalArgumentException(
          "host: expected an address of loopback, found %s: anybody who connects could speak for any agency; expected --tls-cert, --tls-key and --tls-ca as well, or --plaintext if the network can be trusted"
              .formatted(host.getHostAddress()));
    }
  }

  /** Throws an {@link IllegalArgumentException} if officials' token would leave this machine. */
  void requireFitOfAdmin(@Nullable InetSocketAddress admin) {
    if (admin != null && certificate == null && !admin.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          ("admin: expected an address of loopback, such as 127.0.0.1 or localhost, found %s:"
               + " nothing is encrypted, so anybody between an official and the office could read"
               + " the token and decide; any other needs --tls-cert, --tls-key and --tls-ca as"
               + " well")
              .formatted(admin.getAddress().getHostAddress()));
    }
  }

  private static void requireGiven(String name, @Nullable Path value) {
    if (value == null) {
      throw new IllegalArgumentException(
          name
              + ": expected all of --tls-cert, --tls-key and --tls-ca, or none of the TLS"
              + " settings");
    }
  }

  /** The address to listen on; null for all addresses of the machine. */
  @Nullable InetAddress listenOn(@Nullable InetAddress host) {
    return host == null && !isForOthers() ? InetAddress.getLoopbackAddress() : host;
  }

  private boolean isForOthers() {
    return certificate != null || plaintext;
  }

  /** Whether other machines may connect although nothing is encrypted. */
  boolean isPlaintext() {
    return plaintext;
  }

  /** Where the certificates are; empty if nothing is encrypted. */
  Optional<TlsFiles> files() {
    return certificate == null || key == null || authority == null
        ? Optional.empty()
        : Optional.of(new TlsFiles(certificate, key, authority, Optional.ofNullable(revocations)));
  }
}
