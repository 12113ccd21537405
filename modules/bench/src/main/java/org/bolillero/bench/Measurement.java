package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Reason;
import org.bolillero.storage.LogException;

/** A command that measures something several times, in a folder that is deleted again. */
abstract class Measurement implements Command {
  private final ManualPage page;
  private final Options options = new Options();
  private final Option<Integer> runs = number("--runs", 1, 1_000, 5, "Measure this many times.");

  private final Option<Path> folder =
      options
          .path("--folder")
          .label("DIR")
          .description(
              "Measure on the disk that this folder is on.",
              "Default: the system's folder for temporary files, which may be no disk at all; the"
                  + " first line says what it is.");

  /** A command with the options that all have; what its help says of it is text. */
  Measurement(String name, String header, String... description) {
    List<ExitCode> exitCodes =
        List.of(ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED);
    page = new ManualPage(name, header, List.of(description), List.of(), exitCodes);
  }

  /** Measures in an empty folder, and prints what it has found. */
  abstract void measure(Path empty, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException;

  /** Adds an option that is a number. */
  final Option<Integer> number(String name, int min, int max, int byDefault, String description) {
    return options.number(name, min, max).label("N").byDefault(byDefault).description(description);
  }

  /** How many times. */
  final int runs() {
    return runs.value();
  }

  @Override
  public final ManualPage page() {
    return page;
  }

  @Override
  public final Options options() {
    return options;
  }

  @Override
  public final ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    Path where = folder.found().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    String javaOptions = System.getenv().getOrDefault("BOLILLERO_JAVA_OPTIONS", "");
    try (WorkFolder made = WorkFolder.in(where)) {
      out.printf(
          "bench %s: %d processors, Java %s, %s%s%n",
          page.name(),
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
}
