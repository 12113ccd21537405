package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.storage.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench draw}: how fast the winners are found in a log. */
@Command(
    name = "draw",
    header = "Measure how fast a draw is.",
    description = {
      "Writes logs of several lengths, with batches as frames of 8 and of 64 KiB have them, and"
          + " holds draws over them in a process with a small heap, with one thread and with as"
          + " many as there are processors. Warm: the log is in the page cache and the code"
          + " compiled. Cold: the system has forgotten the files before each draw.",
      "The reference sums up the bytes of the same files, mapped, with as many threads. A draw"
          + " looks at less than that: a column of numbers and the winners."
    })
final class DrawCommand extends Measurement {
  private static final int[] FRAME_BYTES = {8 * 1024, 64 * 1024};

  @Option(
      names = "--bets",
      split = ",",
      defaultValue = "1000000,10000000",
      description = "Draw over logs of so many bets; several numbers with a comma between.")
  @Setting(min = 1, max = 1_000_000_000)
  private List<Long> bets;

  @Option(
      names = "--heap-mb",
      defaultValue = "256",
      description = "Draw in a process with a heap of so many megabytes.")
  @Setting(min = 16, max = 1_000_000)
  private int heapMegabytes;

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    out.printf("draws in a process with a heap of %d MB%n", heapMegabytes);
    for (int frameBytes : FRAME_BYTES) {
      for (long count : bets) {
        try (TemporaryFolder folder = TemporaryFolder.make(empty, "run-")) {
          measure(folder.path(), count, frameBytes, out);
        }
      }
    }
  }

  private void measure(Path folder, long count, int frameBytes, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    Path log = OfficeProcess.log(folder);
    long bytes = LogMaker.write(log, count, frameBytes);
    out.printf(
        "%n%,d bets, %,d MB in frames of up to %,d bytes%n", count, bytes / 1_000_000, frameBytes);
    out.flush();
    List<String> commandLine =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m",
            "--class-path",
            System.getProperty("java.class.path"),
            DrawProcess.class.getName(),
            log.toString(),
            Long.toString(count),
            Long.toString(bytes),
            Integer.toString(runs()));
    try (MeasuredProcess process = MeasuredProcess.start(folder, "draw", commandLine)) {
      process.awaitSuccess();
      out.print(Files.readString(process.output()));
    }
  }
}
