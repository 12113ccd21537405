package org.bolillero.cli;

import java.nio.file.Path;
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
    try {
      Optional<TlsFiles> files =
          TlsFiles.ofClient(
              Optional.ofNullable(certificate),
              Optional.ofNullable(key),
              Optional.ofNullable(authority));
      return files.isPresent() ? Optional.of(TlsContext.ofClient(files.get())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (TlsFileException e) {
      throw new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
