package org.bolillero.simulation;

import java.util.SplittableRandom;

/** What chance decides in a simulation; the same choices give the same run. */
public interface Choices {
  /** A number from 0 to {@code bound - 1}. */
  int below(int bound);

  /** True once in so many times. */
  default boolean oneIn(int bound) {
    return below(bound) == 0;
  }

  /** Chance, by a seed; any thread may ask. */
  static Choices seeded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return bound -> {
      synchronized (random) {
        return random.nextInt(bound);
      }
    };
  }
}
