package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Range;
import org.eclipse.collections.api.list.ImmutableList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench client}: how fast an agency makes frames of a file. */
@Command(
    name = "client",
    header = "Measure how fast an agency makes frames of a file.",
    description = {
      "Starts a real agency against an office that counts what it is sent and does nothing else."
          + " From the agency's greeting to the end of its bets: it reads, checks, encodes, digests"
          + " and sends. The references are one thread that reads the same file, and plain bytes"
          + " over the loopback."
    },
    footer = "  bolillero bench client --bets 10000000 --runs 3")
@ExitCodes({ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
final class ClientCommand implements Callable<Integer> {
  @Mixin private Surroundings surroundings;

  @Option(
      names = "--bets",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Generate a file of this many bets.")
  @Range(min = 1, max = 1_000_000_000)
  private long bets;

  @Mixin private FrameLimit frame;

  private ClientCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    return surroundings.measure((folder, out) -> measure(folder.path(), out));
  }

  private void measure(Path folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    Launcher launcher = Launcher.find();
    ImmutableList<Path> files = AgencyFiles.generate(launcher, folder, 1, bets);
    long bytes = ScanReference.bytes(files);
    out.printf(
        "%,d bets in a file of %,d MB, frames of %,d bytes%n",
        bets, bytes / 1_000_000, frame.bytes());
    out.flush();
    Report report = new Report();
    Figure speed = report.figure("bets/s", 0);
    Figure megabytes = report.figure("MB/s of the file", 0);
    Figure processor = report.figure("processor s per million bets, start included", 3);
    Figure whole = report.figure("from exec to the end, s", 2);
    Figure reading = report.figure("reference: the file is read, MB/s", 0);
    Figure wire = report.figure("reference: loopback, plain bytes, MB/s", 0);
    ClientRun run = new ClientRun(launcher, files.getFirst(), bets, frame.bytes());
    for (int i = 0; i < surroundings.runs(); i++) {
      ClientRun.Result result = run.in(folder);
      speed.add(bets / result.seconds());
      megabytes.add(bytes / 1e6 / result.seconds());
      processor.add(result.processorSeconds() * 1e6 / bets);
      whole.add(result.wholeSeconds());
      reading.add(bytes / 1e6 / ScanReference.read(files));
      wire.add(WireReference.measure());
    }
    megabytes.against(reading, "reading").against(wire, "the loopback");
    report.print(out);
  }
}
