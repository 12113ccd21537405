package org.bolillero.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.bolillero.lottery.Winners;
import org.bolillero.server.Draw;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Holds draws over a log, in a process of its own with a small heap, and prints for each how long
 * it took.
 *
 * <pre>
 * draw|scan CACHE THREADS SECONDS
 * heap MEGABYTES
 * </pre>
 */
final class DrawProcess {
  private static final int WINNING_NUMBER = 7574;

  /** For so long draws are held before the first that counts, so that the code is compiled. */
  private static final long WARMING_NANOS = 1_000_000_000;

  private final DurableLog log;
  private final ImmutableList<Path> files;

  private DrawProcess(DurableLog log, ImmutableList<Path> files) {
    this.log = log;
    this.files = files;
  }

  /** Where the process starts: the folder of the log, how often, the most threads. */
  public static void main(String[] arguments)
      throws IOException, LogException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    int threadsMax = Integer.parseInt(arguments[2]);
    LogSettings settings = LogSettings.of(1, LogSettings.SEGMENT_BYTES_DEFAULT);
    try (DurableLog log = DurableLog.open(folder, settings, (_, _) -> {}, LogMaker.NOBODY)) {
      DrawProcess process = new DrawProcess(log, ScanReference.segments(folder));
      for (int threads = 1; threads <= threadsMax; threads++) {
        process.warm(runs, threads);
        if (PageCache.canForget()) {
          process.cold(runs, threads);
        }
      }
    }
    // The most of each of its pools, which need not have been at the same moment.
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.println("heap " + heap / 1e6);
  }

  private void warm(int runs, int threads) throws IOException, LogException, InterruptedException {
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < WARMING_NANOS) {
      draw(log.slices(Draw.SLICE_BYTES), threads);
      ScanReference.sum(files, threads);
    }
    for (int run = 0; run < runs; run++) {
      measure("warm", threads);
      print("scan", "warm", threads, ScanReference.sum(files, threads));
    }
  }

  private void cold(int runs, int threads) throws IOException, LogException, InterruptedException {
    for (int run = 0; run < runs; run++) {
      forget();
      measure("cold", threads);
      forget();
      print("scan", "cold", threads, ScanReference.sum(files, threads));
    }
  }

  /** Takes the time of all that an office does, which is to cut the log and to draw. */
  private void measure(String cache, int threads) throws LogException {
    long startNanos = System.nanoTime();
    ImmutableList<LogSlice> slices = log.slices(Draw.SLICE_BYTES);
    double cut = (System.nanoTime() - startNanos) / 1e9;
    print("draw", cache, threads, cut + draw(slices, threads));
  }

  private static double draw(ImmutableList<LogSlice> slices, int threads) throws LogException {
    long startNanos = System.nanoTime();
    Winners winners = Draw.hold(slices, WINNING_NUMBER, threads);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (winners.total() == 0) {
      System.err.println("nobody has won");
    }
    return seconds;
  }

  private void forget() throws IOException, InterruptedException {
    PageCache.forget(files);
  }

  private static void print(String what, String cache, int threads, double seconds) {
    System.out.println(what + " " + cache + " " + threads + " " + seconds);
  }
}
