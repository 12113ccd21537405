import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes a run-time image: a folder with the JVM and with one file that holds all modules, Java's
 * and the program's. It runs on machines without Java, and starts faster than the same modules as
 * jars, which would have to be opened, searched and resolved each time.
 *
 * <p>Its arguments: the folder of the jars, the module that the program begins with, the image, and
 * the options that its JVM always takes.
 */
final class LinkRuntime {
  private LinkRuntime() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path image = Path.of(args[2]);
    delete(image);
    List<String> link =
        List.of(
            "--module-path=" + args[0],
            // Flight Recorder, for whoever has to find out what an office is doing.
            "--add-modules=" + args[1] + ",jdk.jfr",
            "--add-options=" + args[3],
            "--no-header-files",
            "--no-man-pages",
            // Log4j wants java.desktop for its events of beans; nothing draws.
            "--exclude-files=/java.desktop/**",
            "--output=" + image);
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int failed = jlink.run(System.out, System.err, link.toArray(String[]::new));
    if (failed != 0) {
      System.exit(failed);
    }
    // Java's own classes as every JDK has them, ready to be mapped. The file of jlink's option for
    // this would be one of two, of which one is for heaps that nobody needs here.
    System.exit(
        new ProcessBuilder(image.resolve("bin/java").toString(), "-Xshare:dump", "-Xlog:disable")
            .inheritIO()
            .start()
            .waitFor());
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
