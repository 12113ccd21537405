package org.bolillero.simulation;

import java.util.SplittableRandom;

/** The source of every random decision in a simulation. The same answers give the same run. */
public interface Choices {
  /** A number from 0 to {@code bound - 1}. */
  int below(int bound);

  /** True once in so many times, on average. */
  default boolean oneIn(int bound) {
    return below(bound) == 0;
  }

  /** Pseudo-random answers from a seed. Thread-safe. */
  static Choices seeded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return bound -> {
      synchronized (random) {
        return random.nextInt(bound);
      }
    };
  }
}
