import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares every Java source of every module with what google-java-format makes of it: {@code
 * check} names the ones that differ and fails, {@code apply} rewrites them. One run from the root
 * takes about a second, where a plugin in each module would start seven times.
 */
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    List<Path> different;
    try (Stream<Path> modules = Files.walk(Path.of("modules"));
        Stream<Path> suite = Files.walk(Path.of("tests-e2e"));
        Stream<Path> build = Files.walk(Path.of("build"))) {
      different =
          Stream.of(modules, suite, build)
              .flatMap(files -> files)
              .filter(file -> file.toString().endsWith(".java"))
              // What a build has written there is nobody's source.
              .filter(file -> !file.toString().contains("/target/"))
              .toList()
              .parallelStream()
              .filter(file -> differs(file, apply))
              .sorted()
              .toList();
    }
    different.forEach(
        file -> System.err.println((apply ? "formatted: " : "not formatted: ") + file));
    if (!apply && !different.isEmpty()) {
      System.err.println("To format them: mvn -q -N -Pformat validate");
      System.exit(1);
    }
  }

  private static boolean differs(Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = FORMATTER.formatSourceAndFixImports(before);
      if (after.equals(before)) {
        return false;
      }
      if (apply) {
        Files.writeString(file, after);
      }
      return true;
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
