package org.bolillero.fuzz;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Runs randomised tests: a failure names its seed, and {@code -Dbolillero.seed=N} repeats it. */
public final class Seed {
  /** A test that takes all its chance from one generator. */
  public interface Randomised {
    /**
     * Runs it once.
     *
     * @param random where its chance comes from
     * @throws Throwable if it fails
     */
    void run(RandomGenerator random) throws Throwable;
  }

  private Seed() {}

  /**
   * Runs a test with the seed of the system property {@code bolillero.seed}, or with any.
   *
   * @param test the test
   * @throws AssertionError if it fails, with the seed
   */
  public static void run(Randomised test) {
    long seed = Long.getLong("bolillero.seed", new SplittableRandom().nextLong());
    try {
      test.run(new SplittableRandom(seed));
    } catch (Throwable failure) {
      throw new AssertionError("repeat it with -Dbolillero.seed=" + seed, failure);
    }
  }
}
