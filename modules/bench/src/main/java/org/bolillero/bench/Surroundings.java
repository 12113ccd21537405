package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.storage.LogException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command measures, how often, and what it says of the machine above its table. */
final class Surroundings {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private Runs runs;

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

  /** What a command measures. */
  interface Work {
    /** Measures in an empty folder and prints what it has found. */
    void in(WorkFolder folder, PrintWriter out)
        throws IOException, LogException, CommandException, InterruptedException;
  }

  /** Makes the folder, prints the first line, and has the work done; gives the exit code. */
  int measure(Work work) throws CommandException, InterruptedException {
    try (WorkFolder made = WorkFolder.in(folder)) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("bench %s: %s%n", spec.name(), machine());
      out.flush();
      work.in(made, out);
      return ExitCode.OK.code();
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

  private String machine() throws IOException {
    String options = System.getenv().getOrDefault(Launcher.JAVA_OPTIONS, "");
    return "%s, %s, heap at most %d MB%s"
        .formatted(
            processors(),
            Files.getFileStore(folder).type(),
            Runtime.getRuntime().maxMemory() >> 20,
            options.isBlank() ? "" : ", of what is measured " + options.strip());
  }
}
