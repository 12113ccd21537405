import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * more options of jlink.
 */
final class LinkRuntime {
  private LinkRuntime() {}

  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[2]);
    Path unfinished = image.resolveSibling(image.getFileName() + ".new");
    delete(unfinished);
    List<String> link = new ArrayList<>();
    link.add("--module-path=" + args[0]);
    // Flight Recorder, for whoever has to find out what an office is doing.
    link.add("--add-modules=" + args[1] + ",jdk.jfr");
    link.add("--no-header-files");
    link.add("--no-man-pages");
    // Log4j wants java.desktop for its events of beans; nothing draws.
    link.add("--exclude-files=/java.desktop/**");
    // A start finds what it needs in the archive of classes, and is none the slower for it.
    link.add("--compress=zip-6");
    link.add("--output=" + unfinished);
    link.addAll(Arrays.asList(args).subList(3, args.length));
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    if (jlink.run(System.out, System.err, link.toArray(String[]::new)) != 0) {
      System.exit(1);
    }
    // Whoever finds an image finds a whole one, also when a build was interrupted.
    delete(image);
    Files.move(unfinished, image);
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
