package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;

/** The command {@code bench recover}: how long an office takes to start on a log. */
final class RecoverCommand implements Command {
  private final Options options = new Options();

  private final Surroundings surroundings = new Surroundings(options);

  private final Option<List<Long>> bets =
      options
          .counts("--bets", 0, 1_000_000_000)
          .label("N[,N...]")
          .byDefaultText("0,1000000,10000000")
          .description("Start on logs of so many bets; several numbers with a comma between.");

  @Override
  public ManualPage page() {
    return new ManualPage(
        "recover",
        "Measure how long an office takes to start on a log.",
        List.of(
            "Writes logs of several lengths, and starts an office on each: from running the"
                + " launcher to the first connection that it accepts. The reference is one thread"
                + " that reads the same files. Warm: the files are in the page cache. Cold: the"
                + " system has forgotten them."),
        List.of("  bolillero bench recover --bets 10000000 --runs 7"),
        List.of(ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    return surroundings.measure(
        page(),
        out,
        (folder, _) -> {
          for (long count : bets.value()) {
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
