package org.bolillero.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code bench micro}: how fast each part of a bet's way is alone. */
@Command(
    name = "micro",
    header = "Measure each part of a bet's way through the office alone.",
    description =
        "Runs JMH, one thread, each part in a process of its own, a second for each run after two"
            + " to warm up: receive (from a stream to batches that were taken apart), validate,"
            + " digest, checksum, draw. The reference is copying the same bytes once. No disk is"
            + " needed.")
final class MicroCommand extends Measurement {
  @Parameters(paramLabel = "PART", description = "Only these parts; all if none is named.")
  private List<String> parts = List.of();

  @Override
  void measure(Path empty, PrintWriter out) throws CommandException {
    // Copying is what the others are compared with.
    String names = parts.isEmpty() ? "\\w+" : "(copy|" + String.join("|", parts) + ")";
    var plan =
        new OptionsBuilder()
            .include(MicroBenchmarks.class.getSimpleName() + "\\." + names + "$")
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(runs())
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Report report = new Report();
    try {
      for (RunResult part : new Runner(plan).run()) {
        String name = part.getPrimaryResult().getLabel() + ": million bets/s";
        for (var run : part.getAggregatedResult().getIterationResults()) {
          report.add(name, 0, run.getPrimaryResult().getScore());
        }
      }
    } catch (RunnerException e) {
      throw new CommandException(ExitCode.USAGE, "cannot run: " + e.getMessage(), e);
    }
    report.print(out);
  }
}
