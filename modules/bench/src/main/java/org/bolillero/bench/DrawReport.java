package org.bolillero.bench;

import java.io.PrintWriter;

/** The table of {@code bench draw} for one log, filled with the lines of {@link DrawProcess}. */
final class DrawReport {
  private final long bets;
  private final long bytes;
  private final long fileBytes;
  private final int threadsMax;
  private final Report report = new Report();

  /**
   * Starts a table.
   *
   * @param bytes how many bytes the batches have
   * @param fileBytes how many bytes the files of the log have, which are what is summed up
   */
  DrawReport(long bets, long bytes, long fileBytes, int threadsMax) {
    this.bets = bets;
    this.bytes = bytes;
    this.fileBytes = fileBytes;
    this.threadsMax = threadsMax;
  }

  /** Adds what a line says. */
  void add(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("heap")) {
      report.figure("heap used at most, MB", 0).add(Double.parseDouble(words[1]));
      return;
    }
    String how = ", " + words[1] + ", threads: " + words[2];
    double seconds = Double.parseDouble(words[3]);
    switch (words[0]) {
      case "draw" -> {
        report.figure("million bets/s" + how, 0).add(bets / 1e6 / seconds);
        report.figure("GB/s of batches" + how, 2).add(bytes / 1e9 / seconds);
      }
      case "scan" -> report.figure("GB/s summed up" + how, 2).add(fileBytes / 1e9 / seconds);
      default -> throw new IllegalArgumentException(line);
    }
  }

  /** Compares and prints. */
  void print(PrintWriter out) {
    for (int threads = 1; threads <= threadsMax; threads++) {
      for (String cache : new String[] {"warm", "cold"}) {
        String how = ", " + cache + ", threads: " + threads;
        report
            .figure("GB/s of batches" + how, 2)
            .against(report.figure("GB/s summed up" + how, 2), "the sum");
      }
    }
    report.print(out);
  }
}
