package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import org.bolillero.office.Decision;
import org.bolillero.office.DecisionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options of all commands that speak to the control interface of an office. */
final class ControlOptions {
  private static final String PREFIX = "BOLILLERO_";
  private static final int TOKEN_BYTES_MAX = 1024;
  private static final int NAME_MAX = 64;

  @Option(
      names = "--admin",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:12346",
      description = "Speak to the office that was started with --admin at this address.",
      converter = UrlReader.class)
  @Setting(prefix = PREFIX, key = "admin")
  private URI admin;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file admin.token in the data folder of that office. Needed for whatever changes"
              + " something.")
  @Setting(prefix = PREFIX, key = "token_file")
  private @Nullable Path tokenFile;

  @Option(
      names = "--official",
      paramLabel = "NAME",
      description = {
        "Who decides, for the record: letters, digits, dots, hyphens, underscores.",
        "By default the user who runs this."
      },
      converter = NameReader.class)
  @Setting(prefix = PREFIX, key = "official")
  private @Nullable String official;

  @Option(names = "--json", description = "Print what the office answers, for programs.")
  private boolean json;

  URI admin() {
    return admin;
  }

  boolean isJson() {
    return json;
  }

  String official() {
    return official == null ? madeName(System.getProperty("user.name", "")) : official;
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

  /** The secret in the token file. */
  String token() throws CommandException {
    Path file = tokenFile;
    if (file == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "missing --token-file (or BOLILLERO_TOKEN_FILE, or token_file in a file): expected the"
              + " file admin.token in the data folder of the office");
    }
    String token = read(file).strip();
    if (!token.matches("[!-~]+")) {
      throw new CommandException(
          ExitCode.BAD_INPUT, file + ": expected a token, as the office writes it to admin.token");
    }
    return token;
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

  /** Reads the address of the interface, with or without {@code http://}. */
  static final class UrlReader implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      String url = text.contains("://") ? text.strip() : "http://" + text.strip();
      try {
        URI uri = new URI(url);
        boolean isKnown = Set.of("http", "https").contains(uri.getScheme());
        boolean isBare = uri.getRawUserInfo() == null && uri.getRawQuery() == null;
        boolean isRoot = Set.of("", "/").contains(uri.getRawPath());
        if (isKnown && isBare && isRoot && uri.getHost() != null && uri.getRawFragment() == null) {
          return uri.resolve("/");
        }
      } catch (URISyntaxException _) {
        // Said below.
      }
      throw new IllegalArgumentException("expected an address such as http://127.0.0.1:12346");
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
