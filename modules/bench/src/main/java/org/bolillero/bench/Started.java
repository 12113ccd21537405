package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Termination;

/**
 * A process of the program, and what the system knows of it; closing kills it.
 *
 * @param name the command that it runs, for messages
 * @param output where its standard output goes
 * @param errors where its standard error goes
 */
record Started(String name, Process process, Path output, Path errors) implements AutoCloseable {
  private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Starts a process whose output and errors go to files in a folder. */
  static Started start(Path folder, String name, ProcessBuilder builder) throws IOException {
    Path output = folder.resolve(name + ".out");
    Path errors = folder.resolve(name + ".err");
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    Started started = new Started(name, process, output, errors);
    Termination.closeOnSignal(started);
    return started;
  }

  /** How much time of a processor it has used; the system counts in hundredths. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that it had resident so far, in megabytes, where the system tells. */
  OptionalDouble mostResidentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalDouble.empty();
    }
    Matcher line = MOST_RESIDENT.matcher(Files.readString(status));
    return line.find()
        ? OptionalDouble.of(Long.parseLong(line.group(1)) / 1024.0)
        : OptionalDouble.empty();
  }

  /** Returns when it has ended with 0. */
  void awaitSuccess(Duration patience) throws IOException, CommandException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CommandException(
          ExitCode.UNREACHABLE, name + " did not end within " + patience.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw new CommandException(
          ExitCode.REFUSED, name + " ended with " + process.exitValue() + ": " + lastLine());
    }
  }

  /** The last thing that it said. */
  String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(errors, UTF_8);
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
