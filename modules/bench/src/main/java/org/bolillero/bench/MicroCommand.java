package org.bolillero.bench;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The command {@code bench micro}: how fast each part of a bet's way is alone. */
final class MicroCommand implements Command {
  private final Options options = new Options();

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Option<List<String>> parts =
      options.texts("PART").description("Only these parts; all if none is named.");

  private final Runs runs = new Runs(options);

  private final Option<Integer> seconds =
      options
          .number("--seconds", 1, 60)
          .label("N")
          .byDefault(1)
          .description("Measure for so long each time, after as long to warm up twice.");

  private final FrameLimit frame = new FrameLimit(options);

  @Override
  public ManualPage page() {
    return new ManualPage(
        "micro",
        "Measure each part of a bet's way alone.",
        List.of(
            "Runs JMH, one thread, each part in a process of its own: parse (take a batch apart),"
                + " validate, encode, decode, digest, checksum, codec (a message with its batch),"
                + " frames (from a stream), draw. The reference is copying the same bytes once."),
        List.of("  bolillero bench micro", "  bolillero bench micro validate draw --seconds 5"),
        List.of());
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    out.printf("bench micro: %s, frames of %,d bytes%n", Surroundings.processors(), frame.bytes());
    out.flush();
    try {
      print(new Runner(plan().build()).run(), out);
      return ExitCode.OK;
    } catch (RunnerException e) {
      throw new CommandException(ExitCode.USAGE, "cannot run: " + e.getMessage(), e);
    }
  }

  private ChainedOptionsBuilder plan() {
    var plan =
        new OptionsBuilder()
            .forks(1)
            .threads(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(seconds.value()))
            .measurementIterations(runs.count())
            .measurementTime(TimeValue.seconds(seconds.value()))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-D" + MicroBenchmarks.FRAME_BYTES + "=" + frame.bytes())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    String prefix = MicroBenchmarks.class.getSimpleName() + "\\.";
    if (parts.value().isEmpty()) {
      plan.include(prefix);
    }
    // Copying is what the others are compared with.
    plan.include(prefix + "copy$");
    parts.value().forEach(part -> plan.include(prefix + part + "$"));
    return plan;
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
