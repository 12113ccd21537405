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
import org.eclipse.collections.impl.factory.Lists;

/**
 * A process that is measured, and what the system knows of it; closing kills it.
 *
 * @param name what it is called in messages
 * @param output where its standard output goes
 * @param errors where its standard error goes
 */
record MeasuredProcess(String name, Process process, Path output, Path errors)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Starts a command of the program, by the script that a user starts it by. */
  static MeasuredProcess launch(Path folder, String name, List<String> arguments)
      throws IOException, CommandException {
    Path script = Path.of(System.getProperty("bolillero.launcher", ""));
    if (!Files.isRegularFile(script)) {
      throw new CommandException(
          ExitCode.USAGE, "expected to be started by the launcher, as ./bolillero bench");
    }
    return start(folder, name, Lists.mutable.of(script.toString()).withAll(arguments));
  }

  /** Starts a process whose output and errors go to files in a folder. */
  static MeasuredProcess start(Path folder, String name, List<String> commandLine)
      throws IOException {
    Path output = folder.resolve(name + ".out");
    Path errors = folder.resolve(name + ".err");
    Process process =
        new ProcessBuilder(commandLine)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    MeasuredProcess measured = new MeasuredProcess(name, process, output, errors);
    Termination.closeOnSignal(measured);
    return measured;
  }

  /** How much time of a processor it has used; the system counts in hundredths. */
  double processorSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** The most memory that it had resident so far, in megabytes, where the system tells. */
  OptionalDouble mostResidentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Matcher line = MOST_RESIDENT.matcher(Files.isReadable(status) ? Files.readString(status) : "");
    return line.find()
        ? OptionalDouble.of(Long.parseLong(line.group(1)) / 1024.0)
        : OptionalDouble.empty();
  }

  /** Returns when it has ended with 0. */
  void awaitSuccess() throws IOException, CommandException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new CommandException(
          ExitCode.UNREACHABLE, name + " did not end within " + PATIENCE.toSeconds() + " s");
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
