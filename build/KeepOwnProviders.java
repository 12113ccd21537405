import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes out of a run-time image's java.security those providers of cryptography that the image does
 * not have. Whoever asks for an algorithm that none of the first ones has, as TLS does, would
 * otherwise have Java look for the missing ones by making one of each provider that any module
 * offers, and Bouncy Castle's takes 646 classes.
 */
final class KeepOwnProviders {
  private static final String KEY = "security.provider.";

  /** Those of java.base, in their order. */
  private static final Set<String> OWN = Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

  private KeepOwnProviders() {}

  /** Argument: the file. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    List<String> lines = new ArrayList<>();
    int kept = 0;
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(KEY)) {
        lines.add(line);
      } else if (OWN.contains(line.substring(line.indexOf('=') + 1))) {
        kept++;
        lines.add(KEY + kept + line.substring(line.indexOf('=')));
      }
    }
    if (kept != OWN.size()) {
      throw new IllegalStateException(file + ": expected the providers " + OWN);
    }
    Files.write(file, lines);
  }
}
