package org.bolillero.client;

import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.tls.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the certificates are that the office and whoever calls it show each other, if they do. */
final class TlsSettings {
  private static final String PREFIX = AgencySettings.PREFIX;

  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      description =
          "Speak TLS, and show the certificate of this file, which may be followed by those between"
              + " it and the authority's. It goes together with --tls-key and --tls-ca.")
  @Setting(prefix = PREFIX, key = "tls.cert")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      description =
          "The private key of that certificate, in PKCS#8. Only its owner may be able to read the"
              + " file.")
  @Setting(prefix = PREFIX, key = "tls.key")
  private @Nullable Path key;

  @Option(
      names = "--tls-ca",
      paramLabel = "PEM",
      description = "Trust an office whose certificate is of an authority in this file.")
  @Setting(prefix = PREFIX, key = "tls.ca")
  private @Nullable Path authority;

  /** Made by picocli. */
  TlsSettings() {}

  /**
   * Reads the files, if there are any.
   *
   * @return what goes over a connection
   * @throws CommandException if some of the settings are missing, or a file cannot be used
   */
  Dialer.Layer layer() throws CommandException {
    Optional<TlsFiles> files = files();
    return files.isPresent() ? TlsLayer.read(files.get()) : Dialer.Layer.NONE;
  }

  /**
   * The files; empty to speak plain.
   *
   * @throws CommandException if some of the settings are missing
   */
  Optional<TlsFiles> files() throws CommandException {
    try {
      return TlsFiles.ofClient(
          Optional.ofNullable(certificate),
          Optional.ofNullable(key),
          Optional.ofNullable(authority));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
