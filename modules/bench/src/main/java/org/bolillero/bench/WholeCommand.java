package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.list.primitive.MutableDoubleList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench whole}: how long a whole draw takes, from files to winners. */
@Command(
    name = "whole",
    header = "Measure a whole draw, from files of bets to winners.",
    description = {
      "Starts a real office and one real process for each agency at the same moment, and takes the"
          + " time until the last agency has its winners and has ended: all starts, all reading"
          + " and checking of files, storing, the draw.",
      "The references are one thread that reads the same files, and one that writes and forces as"
          + " many bytes as the files have."
    })
final class WholeCommand extends Measurement {
  /** What an office can have at hand to write at once, of five busy agencies. */
  private static final int BLOCK_BYTES = 5 * 64 * 1024;

  @Option(
      names = "--bets",
      defaultValue = "10000000",
      description = "Generate this many bets, of five agencies.")
  @Setting(min = 5, max = 1_000_000_000)
  private int bets;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Take agency-1.csv and so on from this folder instead.")
  private @Nullable Path data;

  @Option(
      names = "--tls",
      description = "In each run measure plain connections first, and then TLS.")
  private boolean isTls;

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    ImmutableList<Path> files = filesIn(data == null ? generated(empty) : data.toAbsolutePath());
    long rows = rows(files);
    long bytes = ReadReference.bytes(files);
    out.printf("%d agencies, %,d bets, %,d MB%n", files.size(), rows, bytes / 1_000_000);
    out.flush();
    Report report = new Report();
    ImmutableList<Wire> wires = Wire.all(isTls, empty, files.size());
    try (DiskReference disk = new DiskReference(empty)) {
      for (int i = 0; i < runs(); i++) {
        MutableDoubleList times = DoubleLists.mutable.empty();
        for (Wire wire : wires) {
          try (TemporaryFolder folder = TemporaryFolder.make(empty, "run-")) {
            double seconds = draw(files, folder.path(), wire);
            times.add(seconds);
            report.add(wire.name() + "from exec to the last winner, s", 2, seconds);
            report.add(wire.name() + "bets/s", 0, rows / seconds);
          }
        }
        if (isTls) {
          report.add("time by TLS, of plain, %", 0, 100 * times.getLast() / times.getFirst());
        }
        report.add("reference: the files are read, s", 2, ReadReference.read(files));
        double written = disk.forceSeconds(BLOCK_BYTES) * bytes / BLOCK_BYTES;
        report.add("reference: as many bytes are written and forced, s", 2, written);
      }
    }
    report.print(out);
  }

  /** Has real processes do all of it inside a folder; gives the seconds that it took. */
  private static double draw(ImmutableList<Path> files, Path folder, Wire wire)
      throws IOException, CommandException, InterruptedException {
    MutableList<MeasuredProcess> agencies = Lists.mutable.empty();
    List<String> options = Lists.mutable.of("--exit-after-draw").withAll(wire.officeOptions());
    long startNanos = System.nanoTime();
    try (OfficeProcess office = OfficeProcess.launch(folder, files.size(), options)) {
      for (Path file : files) {
        String name = "agency-" + (agencies.size() + 1);
        List<String> arguments =
            Lists.mutable
                .of("agency", "--id=" + (agencies.size() + 1))
                .with("--server=localhost:" + office.port())
                .with("--file=" + file)
                .with("--winners-out=" + folder.resolve(name + ".winners"))
                .withAll(wire.agencyOptions(agencies.size() + 1));
        agencies.add(MeasuredProcess.launch(folder, name, arguments));
      }
      for (MeasuredProcess agency : agencies) {
        agency.awaitSuccess();
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      office.process().awaitSuccess();
      return seconds;
    } finally {
      agencies.forEach(MeasuredProcess::close);
    }
  }

  /** Has the program make files up, in a folder inside another one. */
  private Path generated(Path folder) throws IOException, CommandException, InterruptedException {
    Path files = folder.resolve("files");
    List<String> arguments =
        List.of("generate", "--agencies=5", "--bets=" + bets, "--out=" + files);
    try (MeasuredProcess generating = MeasuredProcess.launch(folder, "generate", arguments)) {
      generating.awaitSuccess();
    }
    return files;
  }

  private static ImmutableList<Path> filesIn(Path folder) throws CommandException {
    ImmutableList<Path> files =
        Lists.immutable.fromStream(
            IntStream.iterate(1, agency -> agency + 1)
                .mapToObj(agency -> folder.resolve("agency-" + agency + ".csv"))
                .takeWhile(Files::isRegularFile));
    if (files.isEmpty()) {
      throw new CommandException(ExitCode.BAD_INPUT, folder + "/agency-1.csv: no such file");
    }
    return files;
  }

  private static long rows(ImmutableList<Path> files) throws IOException {
    long rows = 0;
    for (Path file : files) {
      // In a character set that has one for each byte: they are only counted.
      try (Stream<String> lines = Files.lines(file, ISO_8859_1)) {
        rows += lines.count();
      }
    }
    return rows;
  }
}
