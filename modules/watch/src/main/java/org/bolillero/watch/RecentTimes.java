package org.bolillero.watch;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long something took within about the last minute. Thread-safe.
 *
 * <p>Times are counted in classes, each an eighth of a power of two wide, so that a time is known
 * to 13 % or better. Counts are kept for slices of ten seconds, and forgotten slice by slice.
 */
final class RecentTimes {
  private static final int SLICES = 7;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int EIGHTHS = 8;
  private static final int CLASSES = Long.SIZE * EIGHTHS;

  private final long startNanos;

  // Guarded by this.
  private final int[][] slices = new int[SLICES][CLASSES];
  private long slice;

  RecentTimes(long nowNanos) {
    this.startNanos = nowNanos;
  }

  synchronized void add(long nanos, long nowNanos) {
    goOnTo(nowNanos);
    slices[(int) (slice % SLICES)][classOf(Math.max(nanos, 0))]++;
  }

  /**
   * The times that a share of all, such as 0.5 and 0.99, did not exceed; empty if there are none.
   */
  synchronized Optional<long[]> quantiles(long nowNanos, double... shares) {
    goOnTo(nowNanos);
    long[] counts = new long[CLASSES];
    long all = 0;
    for (int[] each : slices) {
      for (int i = 0; i < CLASSES; i++) {
        counts[i] += each[i];
        all += each[i];
      }
    }
    if (all == 0) {
      return Optional.empty();
    }
    long total = all;
    return Optional.of(
        Arrays.stream(shares)
            .mapToLong(share -> endOf(classAt(counts, (long) Math.ceil(share * total))))
            .toArray());
  }

  private static int classAt(long[] counts, long rank) {
    int at = 0;
    long passed = counts[0];
    while (passed < rank) {
      at++;
      passed += counts[at];
    }
    return at;
  }

  private void goOnTo(long nowNanos) {
    long now = (nowNanos - startNanos) / SLICE_NANOS;
    for (long each = Math.max(slice + 1, now - SLICES + 1); each <= now; each++) {
      Arrays.fill(slices[(int) (each % SLICES)], 0);
    }
    slice = Math.max(slice, now);
  }

  /** The class of a time: its highest bit, and the three bits behind that. */
  private static int classOf(long nanos) {
    if (nanos < EIGHTHS) {
      return (int) nanos;
    }
    int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int eighth = (int) (nanos >>> (highest - 3)) & (EIGHTHS - 1);
    return (highest - 2) * EIGHTHS + eighth;
  }

  /** The longest time of a class. */
  private static long endOf(int timeClass) {
    if (timeClass < EIGHTHS) {
      return timeClass;
    }
    int highest = timeClass / EIGHTHS + 2;
    long eighth = timeClass % EIGHTHS;
    return ((EIGHTHS + eighth + 1) << (highest - 3)) - 1;
  }
}
