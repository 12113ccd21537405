package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import org.bolillero.office.Decision;
import org.bolillero.office.DecisionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that speak to the control interface of an office. */
final class ControlOptions {
  static final String PREFIX = "BOLILLERO_";
  private static final int TOKEN_BYTES_MAX = 1024;
  private static final int NAME_MAX = 64;

  @Option(
      names = "--admin",
      paramLabel = "URL",
      defaultValue = "127.0.0.1:12346",
      description = "Speak to the office that was started with --admin at this address.",
      converter = ControlAddress.Reader.class)
  @Setting(prefix = PREFIX, key = "admin")
  private ControlAddress admin;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file admin.token in the data folder of that office. Needed for whatever changes"
              + " something, unless there is --tls-cert.")
  @Setting(prefix = PREFIX, key = "token_file")
  private @Nullable Path tokenFile;

  @Option(
      names = "--official",
      paramLabel = "NAME",
      description = {
        "Who decides, for the record: letters, digits, dots, hyphens, underscores.",
        "By default the user who runs this, or the one whose certificate it is."
      },
      converter = NameReader.class)
  @Setting(prefix = PREFIX, key = "official")
  private @Nullable String official;

  @Mixin private final ControlTls tls = new ControlTls();

  @Option(names = "--json", description = "Print what the office answers, for programs.")
  private boolean json;

  /** A client of the office. */
  AdminClient connect() throws CommandException {
    return new AdminClient(admin.forWhom(tls.isGiven()), tls.context());
  }

  boolean isJson() {
    return json;
  }

  /** Who decides; empty if the certificate alone says so. */
  Optional<String> official() {
    if (official == null) {
      return tls.isGiven()
          ? Optional.empty()
          : Optional.of(madeName(System.getProperty("user.name", "")));
    }
    return Optional.of(official);
  }

  /** The name of an official that is most like another name. */
  static String madeName(String user) {
    String made = user.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    made = made.substring(0, Math.min(made.length(), NAME_MAX));
    try {
      return Decision.checkName(made);
    } catch (DecisionException _) {
      return "official"; // Somebody without a name, or with the office's own.
    }
  }

  /** The secret in the token file; empty if a certificate stands for it. */
  Optional<String> token() throws CommandException {
    if (tls.isGiven()) {
      return Optional.empty();
    }
    Path file = tokenFile;
    if (file == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "missing --token-file (or BOLILLERO_TOKEN_FILE, or token_file in a file): expected the"
              + " file admin.token in the data folder of the office, or --tls-cert if it has"
              + " certificates");
    }
    String token = read(file).strip();
    if (!token.matches("[!-~]+")) {
      throw new CommandException(
          ExitCode.BAD_INPUT, file + ": expected a token, as the office writes it to admin.token");
    }
    return Optional.of(token);
  }

  private static String read(Path file) throws CommandException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(TOKEN_BYTES_MAX), US_ASCII);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "%s: %s; expected the file admin.token in the data folder of a running office"
              .formatted(file, Reason.of(e)),
          e);
    }
  }

  /** Reads the name of an official. */
  static final class NameReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        return Decision.checkName(text.strip());
      } catch (DecisionException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }
}
