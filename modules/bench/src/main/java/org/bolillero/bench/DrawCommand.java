package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Range;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench draw}: how fast the winners are found in a log. */
@Command(
    name = "draw",
    header = "Measure how fast a draw is.",
    description = {
      "Writes logs of several lengths and batch sizes, and holds draws over them in a process with"
          + " a small heap, with a growing number of threads. Warm: the log is in the page cache"
          + " and the code compiled. Cold: the system has forgotten the files before each draw.",
      "The reference sums up the bytes of the same files, mapped, with as many threads. A draw"
          + " reads less than that: a column of numbers and the winners."
    },
    footer = {"  bolillero bench draw", "  bolillero bench draw --bets 100000000 --heap-mb 256"})
@ExitCodes({ExitCode.STORAGE_FAILED, ExitCode.REFUSED})
final class DrawCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Spec private CommandSpec spec;
  @Mixin private Surroundings surroundings;

  @Option(
      names = "--bets",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,10000000",
      description = "Draw over logs of so many bets; several numbers with a comma between.")
  private List<Long> bets;

  @Option(
      names = "--frame-bytes",
      paramLabel = "N",
      split = ",",
      defaultValue = "8192,65536",
      description = "Write batches as frames of this size have them.")
  private List<Integer> frameBytes;

  @Option(
      names = "--threads-max",
      paramLabel = "N",
      defaultValue = "2",
      description = "Draw with 1 thread, 2 threads, and so on up to this many.")
  @Range(min = 1, max = 256)
  private int threadsMax;

  @Option(
      names = "--heap-mb",
      paramLabel = "N",
      defaultValue = "256",
      description = "Draw in a process with a heap of this many megabytes.")
  @Range(min = 16, max = 1_000_000)
  private int heapMegabytes;

  private DrawCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Numbers.check(spec, "--bets", bets, 1, 1_000_000_000);
    Numbers.check(
        spec,
        "--frame-bytes",
        frameBytes,
        Protocol.FRAME_BYTES_DEFAULT,
        Protocol.FRAME_BYTES_LIMIT);
    return surroundings.measure((folder, out) -> {
      out.printf("draws in a process with a heap of %d MB%n", heapMegabytes);
      for (int frame : frameBytes) {
        for (long count : bets) {
          measure(folder, count, frame, out);
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
    DrawReport report = new DrawReport(count, bytes, fileBytes, threadsMax);
    Started process =
        JavaProcess.start(
            folder.path(),
            List.of("-Xmx" + heapMegabytes + "m"),
            DrawProcess.class,
            log.toString(),
            Integer.toString(surroundings.runs()),
            Integer.toString(threadsMax));
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
