package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench recover}: how long an office takes to start on a log. */
@Command(
    name = "recover",
    header = "Measure how long an office takes to start on a log.",
    description = {
      "Writes logs of several lengths, and starts an office on each: from running the launcher to"
          + " the first connection that it accepts. The reference is one thread that reads the same"
          + " files. Warm: the files are in the page cache. Cold: the system has forgotten them."
    },
    footer = "  bolillero bench recover --bets 10000000 --runs 7")
@ExitCodes({ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
final class RecoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Surroundings surroundings;

  @Option(
      names = "--bets",
      paramLabel = "N",
      split = ",",
      defaultValue = "0,1000000,10000000",
      description = "Start on logs of so many bets; several numbers with a comma between.")
  private List<Long> bets;

  private RecoverCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Numbers.check(spec, "--bets", bets, 0, 1_000_000_000);
    return surroundings.measure((folder, out) -> {
      for (long count : bets) {
        measure(folder, count, out);
        folder.empty();
      }
    });
  }

  private void measure(WorkFolder folder, long count, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    Path log = folder.path().resolve("office");
    long bytes =
        LogMaker.write(log, count, Protocol.FRAME_BYTES_DEFAULT - Protocol.BATCH_OVERHEAD_BYTES);
    out.printf("%n%,d bets, batches of %,d MB in all%n", count, bytes / 1_000_000);
    Launcher launcher = Launcher.find();
    Report report = new Report();
    for (int run = 0; run < surroundings.runs(); run++) {
      measure(launcher, folder.path(), log, "warm", report);
      if (PageCache.canForget() && count > 0) {
        PageCache.forget(ScanReference.segments(log));
        measure(launcher, folder.path(), log, "cold", report);
      }
    }
    report.print(out);
  }

  private static void measure(Launcher launcher, Path folder, Path log, String cache, Report report)
      throws IOException, CommandException, InterruptedException {
    try (OfficeProcess office =
        OfficeProcess.start(launcher, folder, log, LogMaker.AGENCIES, List.of())) {
      report.figure("office accepts, " + cache + ", ms", 0).add(office.startSeconds() * 1e3);
      office.stop();
    }
    ImmutableList<Path> files = ScanReference.segments(log);
    if (cache.equals("cold")) {
      PageCache.forget(files);
    }
    report
        .figure("reference: the same files are read, " + cache + ", ms", 0)
        .add(ScanReference.read(files) * 1e3);
  }
}
