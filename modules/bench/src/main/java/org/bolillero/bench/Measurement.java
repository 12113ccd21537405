package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that measures something several times, in a folder that is deleted again. */
@Ends({ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
abstract class Measurement implements Action {
  @Spec private CommandSpec spec;

  @Option(names = "--runs", defaultValue = "5", description = "Measure this many times.")
  @Setting(min = 1, max = 1_000)
  private int runs;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = {
        "Measure on the disk that this folder is on.",
        "Default: the system's folder for temporary files, which may be no disk at all; the first"
            + " line says what it is."
      })
  private @Nullable Path folder;

  /** Measures in an empty folder, and prints what it has found. */
  abstract void measure(Path empty, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException;

  /** How many times. */
  final int runs() {
    return runs;
  }

  @Override
  public final ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    Path where = folder != null ? folder : Path.of(System.getProperty("java.io.tmpdir"));
    String javaOptions = System.getenv().getOrDefault("BOLILLERO_JAVA_OPTIONS", "");
    try (TemporaryFolder made = folderIn(where)) {
      out.printf(
          "bench %s: %d processors, Java %s, %s%s%n",
          spec.name(),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          Files.getFileStore(where).type(),
          javaOptions.isBlank() ? "" : ", of what is measured " + javaOptions.strip());
      out.flush();
      measure(made.path(), out);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, "the run failed: " + Reason.of(e), e);
    } catch (LogException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private static TemporaryFolder folderIn(Path parent) throws CommandException {
    try {
      Files.createDirectories(parent);
      return TemporaryFolder.make(parent, "bolillero-bench-");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, parent + ": cannot hold a folder: " + Reason.of(e), e);
    }
  }
}
