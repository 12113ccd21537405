import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what of others is in the program, and under which licences, in Debian's machine-readable
 * form: once with all texts, and once for Debian, where some lie on every machine. It fails if the
 * table of licences and the jars of the program differ.
 */
final class Notices {
  private static final String FORMAT =
      "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/";

  /** A name, and a version that begins with a digit. */
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  /** What Debian keeps for all packages, and wants nobody to repeat. */
  private static final Set<String> KEPT_BY_DEBIAN = Set.of("Apache-2.0");

  private record Library(String jar, String version, String licence, String owner, String home) {}

  private Notices() {}

  /** Arguments: the folder of the program, the one of licences, and the one to write to. */
  public static void main(String[] arguments) throws IOException {
    Path app = Path.of(arguments[0]);
    Path licences = Path.of(arguments[1]);
    Path out = Files.createDirectories(Path.of(arguments[2]));
    List<Library> libraries = libraries(app, licences.resolve("table"));
    String runtime = runtimeVersion(app.resolve("runtime/release"));
    Files.writeString(out.resolve("NOTICE"), page(app, licences, libraries, runtime, _ -> false));
    Files.writeString(
        out.resolve("copyright"),
        page(app, licences, libraries, runtime, KEPT_BY_DEBIAN::contains));
  }

  private static List<Library> libraries(Path app, Path table) throws IOException {
    Map<String, String[]> rows = new TreeMap<>();
    for (String line : Files.readAllLines(table)) {
      if (!line.startsWith("#")) {
        String[] row = line.split("\\|", -1);
        rows.put(row[0].strip(), row);
      }
    }
    Map<String, String> versions = versions(app);
    requireSame(versions.keySet(), rows.keySet(), table);
    return rows.entrySet().stream()
        .map(each -> {
          String[] row = each.getValue();
          String jar = each.getKey();
          return new Library(
              jar, versions.get(jar), row[1].strip(), row[2].strip(), row[3].strip());
        })
        .toList();
  }

  /** Of those in the image, and of those that lie beside it. */
  private static Map<String, String> versions(Path app) throws IOException {
    try (Stream<Path> image = Files.list(app.resolve("lib"));
        Stream<Path> beside = Files.list(app.resolve("kafka"))) {
      return Stream.concat(image, beside)
          .map(each -> each.getFileName().toString())
          .filter(each -> !each.startsWith("bolillero-"))
          .map(Notices::nameAndVersion)
          .collect(
              Collectors.toMap(
                  each -> each.group(1),
                  each -> each.group(2),
                  (one, other) -> {
                    throw new IllegalStateException("two versions: " + one + ", " + other);
                  },
                  TreeMap::new));
    }
  }

  private static MatchResult nameAndVersion(String jar) {
    return JAR.matcher(jar)
        .results()
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("a jar without a version: " + jar));
  }

  private static void requireSame(Set<String> jars, Set<String> rows, Path table) {
    Set<String> missing = new TreeSet<>(jars);
    missing.removeAll(rows);
    Set<String> stale = new TreeSet<>(rows);
    stale.removeAll(jars);
    if (!missing.isEmpty() || !stale.isEmpty()) {
      System.err.printf(
          "%s: expected a row for each jar of the program; missing %s, not in the program %s%n",
          table, missing, stale);
      System.exit(1);
    }
  }

  private static String runtimeVersion(Path release) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newInputStream(release)) {
      properties.load(in);
    }
    return properties.getProperty("JAVA_VERSION").replace("\"", "");
  }

  private static String page(
      Path app,
      Path licences,
      List<Library> libraries,
      String runtime,
      Predicate<String> isElsewhere)
      throws IOException {
    StringBuilder page = new StringBuilder("Format: " + FORMAT + "\nUpstream-Name: Bolillero\n");
    stanza(page, "*", "the authors of Bolillero", "none", "");
    page.append(indented("The authors have not chosen a public licence for their own work."));
    stanza(
        page,
        "runtime/*",
        "1993-2026 Oracle and/or its affiliates, and others",
        "GPL-2 with Classpath exception",
        "OpenJDK " + runtime + ", https://openjdk.org");
    for (Library each : libraries) {
      String what = each.jar() + " " + each.version() + ", " + each.home();
      String files =
          isBeside(app, each) ? "kafka/" + file(each) : "runtime/lib/modules/" + each.jar();
      String notice =
          ownNotice(app, each).map(text -> '\n' + indented(text).stripTrailing()).orElse("");
      stanza(page, files, each.owner(), each.licence(), what + notice);
    }
    page.append("\nLicense: GPL-2 with Classpath exception\n")
        .append(
            indented(
                "The texts of this licence, of its exceptions and of what OpenJDK itself has from"
                    + " others\nlie in runtime/legal. The GPL lies on every Debian machine in\n"
                    + "/usr/share/common-licenses/GPL-2, too."));
    for (String licence :
        new TreeSet<>(libraries.stream().map(Library::licence).collect(Collectors.toSet()))) {
      String text =
          isElsewhere.test(licence)
              ? "Its text lies on every Debian machine, in /usr/share/common-licenses/" + licence
              : Files.readString(licences.resolve(licence));
      page.append("\nLicense: ").append(licence).append('\n').append(indented(text));
    }
    return page.toString();
  }

  private static void stanza(
      StringBuilder page, String files, String owner, String licence, String what) {
    page.append("\nFiles: ").append(files);
    page.append("\nCopyright: ").append(owner);
    if (!what.isEmpty()) {
      page.append("\nComment: ").append(what);
    }
    page.append("\nLicense: ").append(licence).append('\n');
  }

  /** What a library has everybody repeat who passes it on. */
  private static Optional<String> ownNotice(Path app, Library library) throws IOException {
    Path jar = app.resolve(isBeside(app, library) ? "kafka" : "lib").resolve(file(library));
    try (JarFile entries = new JarFile(jar.toFile())) {
      var entry = entries.getEntry("META-INF/NOTICE");
      if (entry == null) {
        return Optional.empty();
      }
      return Optional.of(new String(entries.getInputStream(entry).readAllBytes()).strip());
    }
  }

  private static boolean isBeside(Path app, Library library) {
    return Files.exists(app.resolve("kafka").resolve(file(library)));
  }

  private static String file(Library library) {
    return library.jar() + "-" + library.version() + ".jar";
  }

  private static String indented(String text) {
    return text.strip()
        .lines()
        .map(line -> line.isBlank() ? " .\n" : " " + line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
