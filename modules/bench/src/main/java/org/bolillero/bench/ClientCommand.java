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
import org.eclipse.collections.api.list.ImmutableList;

/** The command {@code bench client}: how fast an agency makes frames of a file. */
final class ClientCommand implements Command {
  private final Options options = new Options();

  private final Surroundings surroundings = new Surroundings(options);

  private final Option<Long> bets =
      options
          .count("--bets", 1, 1_000_000_000)
          .label("N")
          .byDefault(2_000_000L)
          .description("Generate a file of this many bets.");

  private final FrameLimit frame = new FrameLimit(options);

  @Override
  public ManualPage page() {
    return new ManualPage(
        "client",
        "Measure how fast an agency makes frames of a file.",
        List.of(
            "Starts a real agency against an office that counts what it is sent and does nothing"
                + " else. From the agency's greeting to the end of its bets: it reads, checks,"
                + " encodes, digests and sends. The references are one thread that reads the same"
                + " file, and plain bytes over the loopback."),
        List.of("  bolillero bench client --bets 10000000 --runs 3"),
        List.of(ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    return surroundings.measure(page(), out, (folder, _) -> measure(folder.path(), out));
  }

  private void measure(Path folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    Launcher launcher = Launcher.find();
    ImmutableList<Path> files = AgencyFiles.generate(launcher, folder, 1, bets.value());
    long bytes = ScanReference.bytes(files);
    out.printf(
        "%,d bets in a file of %,d MB, frames of %,d bytes%n",
        bets.value(), bytes / 1_000_000, frame.bytes());
    out.flush();
    Report report = new Report();
    Figure speed = report.figure("bets/s", 0);
    Figure megabytes = report.figure("MB/s of the file", 0);
    Figure processor = report.figure("processor s per million bets, start included", 3);
    Figure whole = report.figure("from exec to the end, s", 2);
    Figure reading = report.figure("reference: the file is read, MB/s", 0);
    Figure wire = report.figure("reference: loopback, plain bytes, MB/s", 0);
    ClientRun run = new ClientRun(launcher, files.getFirst(), bets.value(), frame.bytes());
    for (int i = 0; i < surroundings.runs(); i++) {
      ClientRun.Result result = run.in(folder);
      speed.add(bets.value() / result.seconds());
      megabytes.add(bytes / 1e6 / result.seconds());
      processor.add(result.processorSeconds() * 1e6 / bets.value());
      whole.add(result.wholeSeconds());
      reading.add(bytes / 1e6 / ScanReference.read(files));
      wire.add(WireReference.measure());
    }
    megabytes.against(reading, "reading").against(wire, "the loopback");
    report.print(out);
  }
}
