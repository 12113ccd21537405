package org.bolillero.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an agency of a demonstration brings.
 *
 * @param agency the agency
 * @param path its file
 * @param bets how many bets it has sold
 * @param rows how many of them it sends before it dies; all if it does not
 */
record DemoFile(int agency, Path path, long bets, long rows) {
  /** So many of the longest rows fit into the smallest frame. */
  private static final int BATCH_MAX = 50;

  /**
   * Writes a file.
   *
   * @param folder where to
   * @param dies whether the agency will die in the middle
   */
  static DemoFile write(BetGenerator generator, int agency, Path folder, boolean dies)
      throws IOException {
    long bets = generator.bets(agency);
    long rows = dies ? bets / 2 - bets / 2 % batchMax(bets / 2) : bets;
    Path path = folder.resolve("agency-" + agency + ".csv");
    try (OutputStream out = Files.newOutputStream(path)) {
      generator.write(agency, rows, out, _ -> {});
    }
    return new DemoFile(agency, path, bets, rows);
  }

  /** An agency that dies has sent whole batches. */
  private static long batchMax(long rows) {
    return Math.clamp(rows, 1, BATCH_MAX);
  }

  /** Whether the agency dies before it has finished. */
  boolean isCut() {
    return rows < bets;
  }

  /**
   * How the agency delivers it. One whose file ends too early never says that these are all: its
   * connection ends, always after the same bet, so that every run comes to the same result.
   */
  String[] delivery() {
    String[] whole = {"--file=" + path, "--expect-bets=" + bets};
    return isCut() ? new String[] {whole[0], whole[1], "--batch-max=" + batchMax(rows)} : whole;
  }

  /** How long it is. */
  long bytes() {
    return path.toFile().length();
  }

  /** The number of its first bet, if it has one. */
  Optional<String> firstNumber() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      return Optional.ofNullable(reader.readLine())
          .map(row -> row.substring(row.lastIndexOf(',') + 1));
    }
  }
}
