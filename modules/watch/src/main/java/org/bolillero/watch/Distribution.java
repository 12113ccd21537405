package org.bolillero.watch;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How often something was how large, in classes. Thread-safe, and adding never waits. */
final class Distribution {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /** Of classes that end with a first bound and with each that is twice the one before. */
  Distribution(double firstBound, int bounds) {
    this.bounds = IntStream.range(0, bounds).mapToDouble(i -> firstBound * (1L << i)).toArray();
    this.counts = new LongAdder[bounds + 1];
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  void add(double value) {
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    counts[i].increment();
    sum.add(value);
  }

  /** The ends of the classes, the last of which has none. */
  double[] bounds() {
    double[] all = Arrays.copyOf(bounds, counts.length);
    all[bounds.length] = Double.POSITIVE_INFINITY;
    return all;
  }

  /** How many there are in each class. */
  long[] counts() {
    return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
  }

  double sum() {
    return sum.sum();
  }
}
