package org.bolillero.bench;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Range;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench micro}: how fast each part of a bet's way is alone. */
@Command(
    name = "micro",
    header = "Measure each part of a bet's way alone.",
    description = {
      "Runs JMH, one thread, each part in a process of its own: parse (take a batch apart),"
          + " validate, encode, decode, digest, checksum, codec (a message with its batch), frames"
          + " (from a stream), draw. The reference is copying the same bytes once."
    },
    footer = {"  bolillero bench micro", "  bolillero bench micro validate draw --seconds 5"})
final class MicroCommand implements Callable<Integer> {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = "Only these parts; all if none is named.")
  private List<String> parts = List.of();

  @Mixin private Runs runs;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Measure for so long each time, after as long to warm up twice.")
  @Range(min = 1, max = 60)
  private int seconds;

  @Mixin private FrameLimit frame;

  private MicroCommand() {}

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("bench micro: %s, frames of %,d bytes%n", Surroundings.processors(), frame.bytes());
    out.flush();
    try {
      print(new Runner(options()).run(), out);
      return ExitCode.OK.code();
    } catch (RunnerException e) {
      throw new CommandException(ExitCode.USAGE, "cannot run: " + e.getMessage(), e);
    }
  }

  private Options options() {
    var options =
        new OptionsBuilder()
            .forks(1)
            .threads(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(runs.count())
            .measurementTime(TimeValue.seconds(seconds))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-D" + MicroBenchmarks.FRAME_BYTES + "=" + frame.bytes())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    String prefix = MicroBenchmarks.class.getSimpleName() + "\\.";
    if (parts.isEmpty()) {
      options.include(prefix);
    }
    // Copying is what the others are compared with.
    options.include(prefix + "copy$");
    parts.forEach(part -> options.include(prefix + part + "$"));
    return options.build();
  }

  private void print(Collection<RunResult> results, PrintWriter out) {
    MicroLoad load = MicroBenchmarks.load(frame.bytes());
    Report report = new Report();
    for (RunResult result : results) {
      String part = result.getPrimaryResult().getLabel();
      Figure bets = report.figure(part + ": million bets/s", 1);
      Figure bytes = report.figure(part + ": GB/s", 2);
      // One value from each iteration, in nanoseconds for all batches.
      result.getBenchmarkResults().stream()
          .flatMap(each -> each.getIterationResults().stream())
          .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
          .forEach(nanos -> {
            bets.add(load.bets() * 1e3 / nanos);
            bytes.add(load.bytes() / nanos);
          });
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      if (allocated != null) {
        bets.note("%.1f bytes allocated a bet".formatted(allocated.getScore() / load.bets()));
      }
    }
    Figure copy = report.figure("copy: GB/s", 2);
    for (RunResult result : results) {
      report.figure(result.getPrimaryResult().getLabel() + ": GB/s", 2).against(copy, "a copy");
    }
    report.print(out);
  }
}
