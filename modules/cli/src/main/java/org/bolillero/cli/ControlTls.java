package org.bolillero.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The certificate of whoever decides, if the office knows its officials by theirs. */
final class ControlTls {
  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      description =
          "Speak TLS, and show the official's certificate in this file. It stands for the token,"
              + " and goes together with --tls-key and --tls-ca.")
  @Setting(prefix = ControlOptions.PREFIX, key = "tls.cert")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      description = "The private key of that certificate, which only its owner may read.")
  @Setting(prefix = ControlOptions.PREFIX, key = "tls.key")
  private @Nullable Path key;

  @Option(
      names = "--tls-ca",
      paramLabel = "PEM",
      description = "Trust an office whose certificate is of an authority in this file.")
  @Setting(prefix = ControlOptions.PREFIX, key = "tls.ca")
  private @Nullable Path authority;

  /** Whether there is a certificate to show. */
  boolean isGiven() {
    return certificate != null || key != null || authority != null;
  }

  /**
   * Reads the files; empty to speak plain.
   *
   * @throws CommandException if some of the settings are missing, or a file cannot be used
   */
  Optional<TlsContext> context() throws CommandException {
    if (!isGiven()) {
      return Optional.empty();
    }
    if (certificate == null || key == null || authority == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "expected --tls-cert, --tls-key and --tls-ca, or none of them; found only "
              + String.join(" and ", given()));
    }
    try {
      return Optional.of(
          TlsContext.ofClient(new TlsFiles(certificate, key, authority, Optional.empty())));
    } catch (TlsFileException e) {
      throw new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    addIfGiven(given, "--tls-cert=", certificate);
    addIfGiven(given, "--tls-key=", key);
    addIfGiven(given, "--tls-ca=", authority);
    return given;
  }

  private static void addIfGiven(List<String> given, String name, @Nullable Path file) {
    if (file != null) {
      given.add(name + file);
    }
  }
}
