package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench recover}: how long an office takes to start on a log. */
@Command(
    name = "recover",
    header = "Measure how long an office takes to start on a log.",
    description =
        "Writes logs of several lengths, and starts an office on each: from running the launcher to"
            + " the first connection that it accepts. The reference is one thread that reads the"
            + " same files. Warm: the files are in the page cache. Cold: the system has forgotten"
            + " them.")
final class RecoverCommand extends Measurement {
  @Option(
      names = "--bets",
      split = ",",
      defaultValue = "0,1000000,10000000",
      description = "Start on logs of so many bets; several numbers with a comma between.")
  @Setting(min = 0, max = 1_000_000_000)
  private List<Long> bets;

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    for (long count : bets) {
      try (TemporaryFolder folder = TemporaryFolder.make(empty, "run-")) {
        Path log = OfficeProcess.log(folder.path());
        long bytes = LogMaker.write(log, count, Protocol.FRAME_BYTES_DEFAULT);
        out.printf("%n%,d bets, %,d MB in frames%n", count, bytes / 1_000_000);
        out.flush();
        Report report = new Report();
        for (int run = 0; run < runs(); run++) {
          add("warm", start(folder.path()), ReadReference.read(LogMaker.files(log)), report);
          if (count > 0 && PageCache.forget(LogMaker.files(log))) {
            double started = start(folder.path());
            ImmutableList<Path> files = LogMaker.files(log);
            PageCache.forget(files);
            add("cold", started, ReadReference.read(files), report);
          }
        }
        report.print(out);
      }
    }
  }

  /** Gives the seconds until an office accepts. */
  private static double start(Path folder)
      throws IOException, CommandException, InterruptedException {
    long startNanos = System.nanoTime();
    try (OfficeProcess office = OfficeProcess.launch(folder, LogMaker.AGENCIES, List.of())) {
      office.awaitAccepting();
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      office.stop();
      return seconds;
    }
  }

  private static void add(String cache, double started, double read, Report report) {
    report.add("office accepts, " + cache + ", ms", 0, started * 1e3);
    report.add("reference: the files are read, " + cache + ", ms", 0, read * 1e3);
  }
}
