package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.bolillero.lottery.Winners;
import org.bolillero.office.WinnerScan;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;

/** Holds draws over a log, in a process of its own with a small heap, and prints the table. */
record DrawProcess(
    DurableLog log, ImmutableList<Path> files, long bets, long bytes, Report report) {
  private static final int WINNING_NUMBER = 7574;

  /** For so long draws are held before the first that counts, so that the code is compiled. */
  private static final long WARMING_NANOS = 1_000_000_000;

  /** Where the process starts: the folder of the log, its bets, their bytes, how often. */
  public static void main(String[] arguments)
      throws IOException, LogException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    try (DurableLog log = LogMaker.open(folder)) {
      DrawProcess process =
          new DrawProcess(
              log,
              LogMaker.files(folder),
              Long.parseLong(arguments[1]),
              Long.parseLong(arguments[2]),
              new Report());
      for (int threads : new TreeSet<>(List.of(1, Runtime.getRuntime().availableProcessors()))) {
        process.measure(Integer.parseInt(arguments[3]), threads);
      }
      process.report.print(new PrintWriter(System.out, false, UTF_8));
    }
  }

  private void measure(int runs, int threads)
      throws IOException, LogException, InterruptedException {
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < WARMING_NANOS) {
      draw(threads);
      ReadReference.sum(files, threads);
    }
    for (int run = 0; run < runs; run++) {
      add("warm", threads, draw(threads), ReadReference.sum(files, threads));
    }
    for (int run = 0; run < runs && PageCache.forget(files); run++) {
      double drawn = draw(threads);
      PageCache.forget(files);
      add("cold", threads, drawn, ReadReference.sum(files, threads));
    }
  }

  /** Gives the seconds for all that an office does, which is to cut the log and to draw. */
  private double draw(int threads) throws LogException {
    long startNanos = System.nanoTime();
    Winners winners = WinnerScan.run(log.slices(WinnerScan.SLICE_BYTES), WINNING_NUMBER, threads);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    report.add("winners", 0, (double) winners.total());
    return seconds;
  }

  private void add(String cache, int threads, double drawSeconds, double sumSeconds)
      throws IOException {
    String how = ", " + cache + ", threads: " + threads;
    report.add("million bets/s" + how, 0, bets / 1e6 / drawSeconds);
    report.add("GB/s of bets" + how, 2, bytes / 1e9 / drawSeconds);
    double fileBytes = ReadReference.bytes(files);
    report.add("GB/s summed up" + how, 2, fileBytes / 1e9 / sumSeconds);
  }
}
