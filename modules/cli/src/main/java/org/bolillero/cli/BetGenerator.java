package org.bolillero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Makes up the files of some agencies: how many bets each has, and the bets. The same seed makes
 * the same bytes on every machine, because the sequence of {@link Random} is specified and nothing
 * depends on the day. Immutable.
 */
final class BetGenerator {
  private static final long WEIGHT_MIN = 50;
  private static final int WEIGHT_SPREAD = 150;
  private static final int BUFFER_BYTES = 1 << 16;

  private final long[] bets;
  private final long[] seeds;

  /**
   * Spreads the bets over the agencies, unevenly: one may have up to four times as many as another.
   *
   * @param agencies how many agencies there are, from 1
   * @param total how many bets there are in all, 0 to 10^15
   */
  BetGenerator(long seed, int agencies, long total) {
    var random = new Random(seed);
    seeds = new long[agencies];
    bets = new long[agencies];
    long[] weights = new long[agencies];
    for (int i = 0; i < agencies; i++) {
      seeds[i] = random.nextLong();
      weights[i] = WEIGHT_MIN + random.nextInt(WEIGHT_SPREAD + 1);
    }
    long weightLeft = Arrays.stream(weights).sum();
    long left = total;
    for (int i = 0; i < agencies; i++) {
      // Shared out anew at every agency, so that the last one gets exactly what is left.
      bets[i] = left * weights[i] / weightLeft;
      left -= bets[i];
      weightLeft -= weights[i];
    }
  }

  /** How many agencies there are; they are numbered from 1. */
  int agencies() {
    return bets.length;
  }

  /** How many bets an agency has. */
  long bets(int agency) {
    return bets[agency - 1];
  }

  /**
   * Writes the file of an agency. May be called for several agencies at once.
   *
   * @param progress is told now and then how many bets of the agency are written
   * @throws IOException if the stream does not take them
   */
  void write(int agency, OutputStream out, LongConsumer progress) throws IOException {
    write(agency, bets(agency), out, progress);
  }

  /** Writes the beginning of that file: so many bets. */
  void write(int agency, long count, OutputStream out, LongConsumer progress) throws IOException {
    var rows = new BetRows(new Random(seeds[agency - 1]));
    byte[] buffer = new byte[BUFFER_BYTES];
    int length = 0;
    for (long i = 0; i < count; i++) {
      if (length > BUFFER_BYTES - BetRows.ROW_BYTES_MAX) {
        out.write(buffer, 0, length);
        progress.accept(i);
        length = 0;
      }
      length = rows.append(buffer, length);
    }
    out.write(buffer, 0, length);
    progress.accept(count);
  }
}
