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

/** The command {@code bench whole}: how long a whole draw takes, from files to winners. */
final class WholeCommand implements Command {
  private final Options options = new Options();

  private final Surroundings surroundings = new Surroundings(options);

  private final Option<Integer> agencies =
      options
          .number("--agencies", 1, 1_000)
          .label("N")
          .byDefault(5)
          .description("Generate files for this many agencies.");

  private final Option<Long> bets =
      options
          .count("--bets", 1, 1_000_000_000)
          .label("N")
          .byDefault(10_000_000L)
          .description("Generate this many bets in all.");

  private final Option<Path> data =
      options
          .path("--data")
          .label("DIR")
          .description("Take agency-1.csv and so on from this folder instead.");

  private final FrameLimit frame = new FrameLimit(options);

  @Override
  public ManualPage page() {
    return new ManualPage(
        "whole",
        "Measure a whole draw, from files of bets to winners.",
        List.of(
            "Starts a real office and one real process for each agency at the same moment, and"
                + " takes the time until the last agency has its winners and has ended: all starts,"
                + " all reading and checking of files, storing, the draw.",
            "The references are one thread that reads the same files, and one that writes and"
                + " forces as many bytes as the files have."),
        List.of(
            "  bolillero bench whole --bets 1000000 --runs 3",
            "  bolillero bench whole --data files"),
        List.of(
            ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
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
          Launcher launcher = Launcher.find();
          ImmutableList<Path> files =
              data.found().isEmpty()
                  ? AgencyFiles.generate(launcher, folder.path(), agencies.value(), bets.value())
                  : AgencyFiles.in(data.value().toAbsolutePath());
          measure(new WholeRun(launcher, files, frame.officeOptions()), folder, out);
        });
  }

  private void measure(WholeRun run, WorkFolder folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    ImmutableList<Path> files = run.files();
    long rows = AgencyFiles.rows(files);
    long bytes = ScanReference.bytes(files);
    out.printf(
        "%d agencies, %,d bets in files of %,d MB, frames of %,d bytes%n",
        files.size(), rows, bytes / 1_000_000, frame.bytes());
    out.flush();
    Report report = new Report();
    Figure whole = report.figure("from exec to the last winner, s", 2);
    Figure speed = report.figure("bets/s", 0);
    Figure reading = report.figure("reference: the files are read, s", 2);
    Figure writing = report.figure("reference: as many bytes are written and forced, s", 2);
    try (DiskReference disk = new DiskReference(folder.path())) {
      for (int i = 0; i < surroundings.runs(); i++) {
        double seconds;
        try (WorkFolder each = WorkFolder.in(folder.path())) {
          seconds = run.in(each.path());
        }
        whole.add(seconds);
        speed.add(rows / seconds);
        reading.add(ScanReference.read(files));
        writing.add(bytes / 1e6 / disk.measure(DiskReference.BLOCK_BYTES).megabytesPerSecond());
      }
    }
    report.print(out);
  }
}
