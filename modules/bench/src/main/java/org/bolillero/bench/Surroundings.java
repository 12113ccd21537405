package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Reason;
import org.bolillero.storage.LogException;

/** Where a command measures, how often, and what it says of the machine above its table. */
final class Surroundings {
  private final Runs runs;
  private final Option<Path> folder;

  /** Adds its options to those of a command. */
  Surroundings(Options options) {
    runs = new Runs(options);
    folder =
        options
            .path("--folder")
            .label("DIR")
            .description(
                "Measure on the disk that this folder is on, in a new folder inside it that is"
                    + " deleted again.",
                "Default: the system's folder for temporary files, which may be no disk at all;"
                    + " the table says what it is.");
  }

  /** What a command measures. */
  interface Work {
    /** Measures in an empty folder and prints what it has found. */
    void in(WorkFolder folder, PrintWriter out)
        throws IOException, LogException, CommandException, InterruptedException;
  }

  /** Makes the folder, prints the first line, and has the work done; gives the exit code. */
  ExitCode measure(ManualPage page, PrintWriter out, Work work)
      throws CommandException, InterruptedException {
    Path where = folder.found().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    try (WorkFolder made = WorkFolder.in(where)) {
      out.printf("bench %s: %s%n", page.name(), machine(where));
      out.flush();
      work.in(made, out);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, "the run failed: " + Reason.of(e), e);
    } catch (LogException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  int runs() {
    return runs.count();
  }

  /** Processors and Java. */
  static String processors() {
    return "%d processors, Java %s"
        .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version());
  }

  private static String machine(Path where) throws IOException {
    String options = System.getenv().getOrDefault(Launcher.JAVA_OPTIONS, "");
    return "%s, %s, heap at most %d MB%s"
        .formatted(
            processors(),
            Files.getFileStore(where).type(),
            Runtime.getRuntime().maxMemory() >> 20,
            options.isBlank() ? "" : ", of what is measured " + options.strip());
  }
}
