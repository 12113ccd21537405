package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Range;
import picocli.CommandLine.Option;

/** The options that all commands have, and what is said of the machine above every table. */
final class Surroundings {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measure this many times.")
  @Range(min = 1, max = 1_000)
  private int runs;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = {
        "Measure on the disk that this folder is on, in a new folder inside it that is deleted"
            + " again.",
        "Default: the system's folder for temporary files, which may be no disk at all; the"
            + " table says what it is."
      })
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  int runs() {
    return runs;
  }

  WorkFolder makeFolder() throws CommandException {
    return WorkFolder.in(folder);
  }

  /** Processors and Java. */
  static String processors() {
    return "%d processors, Java %s"
        .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version());
  }

  /** Processors, Java, disk, memory. */
  String machine() throws CommandException {
    String options = System.getenv().getOrDefault("BOLILLERO_JAVA_OPTIONS", "");
    try {
      return "%s, %s, heap at most %d MB%s"
          .formatted(
              processors(),
              Files.getFileStore(folder).type(),
              Runtime.getRuntime().maxMemory() >> 20,
              options.isBlank() ? "" : ", of what is measured " + options.strip());
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, folder + ": no such folder", e);
    }
  }
}
