package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;

/** The command {@code bench draw}: how fast the winners are found in a log. */
final class DrawCommand implements Command {
  private final Options options = new Options();

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Surroundings surroundings = new Surroundings(options);

  private final Option<List<Long>> bets =
      options
          .counts("--bets", 1, 1_000_000_000)
          .label("N[,N...]")
          .byDefaultText("1000000,10000000")
          .description("Draw over logs of so many bets; several numbers with a comma between.");

  private final Option<List<Long>> frameBytes =
      options
          .counts("--frame-bytes", Protocol.FRAME_BYTES_DEFAULT, Protocol.FRAME_BYTES_LIMIT)
          .label("N[,N...]")
          .byDefaultText("8192,65536")
          .description("Write batches as frames of this size have them.");

  private final Option<Integer> threadsMax =
      options
          .number("--threads-max", 1, 256)
          .label("N")
          .byDefault(2)
          .description("Draw with 1 thread, 2 threads, and so on up to this many.");

  private final Option<Integer> heapMegabytes =
      options
          .number("--heap-mb", 16, 1_000_000)
          .label("N")
          .byDefault(256)
          .description("Draw in a process with a heap of this many megabytes.");

  @Override
  public ManualPage page() {
    return new ManualPage(
        "draw",
        "Measure how fast a draw is.",
        List.of(
            "Writes logs of several lengths and batch sizes, and holds draws over them in a process"
                + " with a small heap, with a growing number of threads. Warm: the log is in the"
                + " page cache and the code compiled. Cold: the system has forgotten the files"
                + " before each draw.",
            "The reference sums up the bytes of the same files, mapped, with as many threads. A"
                + " draw reads less than that: a column of numbers and the winners."),
        List.of("  bolillero bench draw", "  bolillero bench draw --bets 100000000 --heap-mb 256"),
        List.of(ExitCode.STORAGE_FAILED, ExitCode.REFUSED));
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
          out.printf("draws in a process with a heap of %d MB%n", heapMegabytes.value());
          for (long frame : frameBytes.value()) {
            for (long count : bets.value()) {
              measure(folder, count, (int) frame, out);
              folder.empty();
            }
          }
        });
  }

  private void measure(WorkFolder folder, long count, int frame, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    Path log = folder.path().resolve("office");
    long bytes = LogMaker.write(log, count, frame - Protocol.BATCH_OVERHEAD_BYTES);
    long fileBytes = ScanReference.bytes(ScanReference.segments(log));
    DrawReport report = new DrawReport(count, bytes, fileBytes, threadsMax.value());
    Started process =
        JavaProcess.start(
            folder.path(),
            List.of("-Xmx" + heapMegabytes.value() + "m"),
            DrawProcess.class,
            log.toString(),
            Integer.toString(surroundings.runs()),
            Integer.toString(threadsMax.value()));
    try (process) {
      process.awaitSuccess(PATIENCE);
    }
    Files.readAllLines(process.output()).forEach(report::add);
    out.printf(
        "%n%,d bets in frames of up to %,d bytes, batches of %,d MB in all%n",
        count, frame, bytes / 1_000_000);
    report.print(out);
  }
}
