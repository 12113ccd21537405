package org.bolillero.integration;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Runs randomised tests: a failure names its seed, and {@code -Dbolillero.seed=N} repeats it. */
final class Seed {
  /** A test that takes all its chance from one generator. */
  interface Randomised {
    void run(RandomGenerator random) throws Throwable;
  }

  private Seed() {}

  static void run(Randomised test) {
    long seed = Long.getLong("bolillero.seed", new SplittableRandom().nextLong());
    try {
      test.run(new SplittableRandom(seed));
    } catch (Throwable failure) {
      throw new AssertionError("repeat it with -Dbolillero.seed=" + seed, failure);
    }
  }
}
