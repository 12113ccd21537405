import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts an archive of classes into a run-time image: Java's and the program's that are loaded when
 * some of its commands run, parsed and verified, for the JVM to map at each start. The archive that
 * every JDK has knows only Java's own.
 *
 * <p>Its arguments: the image, the program as a module with its main class, a folder for what comes
 * about on the way, and the command lines, each as one argument.
 */
final class ArchiveClasses {
  private final Path java;
  private final String program;
  private final Path log;

  private ArchiveClasses(Path image, String program, Path folder) {
    this.java = image.resolve("bin/java");
    this.program = program;
    this.log = folder.resolve("archive-classes.log");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[2]);
    ArchiveClasses archive = new ArchiveClasses(Path.of(args[0]), args[1], folder);
    Path list = folder.resolve("classes.list");
    Set<String> classes = new LinkedHashSet<>();
    for (String line : Arrays.asList(args).subList(3, args.length)) {
      archive.run(List.of("-XX:DumpLoadedClassList=" + list), List.of(line.split(" ")));
      for (String each : Files.readAllLines(list)) {
        // The numbers are for class loaders of one's own, and another run gives others.
        classes.add(each.replaceFirst(" id: \\d+$", ""));
      }
    }
    Files.write(list, classes);
    archive.run(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list), List.of());
  }

  /** Runs the program to its end, which must be a good one. */
  private void run(List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("--module", program));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    if (process.waitFor() != 0) {
      System.err.println(String.join(" ", command) + " failed:");
      System.err.print(Files.readString(log));
      System.exit(1);
    }
  }
}
