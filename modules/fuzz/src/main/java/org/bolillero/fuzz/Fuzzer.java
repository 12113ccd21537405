package org.bolillero.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an input that breaks a promise. Inputs that make the code enter a block that was not
 * entered before, or more often by a magnitude, or that have a new outcome, are kept and changed
 * further.
 *
 * <p>First come the stored inputs of {@code src/test/resources/fuzz/}, so that what was found once
 * stays found. Then come as many new ones as the test asks for, or for as long as {@code
 * -Dbolillero.fuzz.seconds=N} says; such a long run begins with what the last one has found, in
 * {@code target/fuzz/}.
 */
public final class Fuzzer {
  /** A run that takes longer does not end any more. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final int KEPT_MAX = 10_000;

  private final FuzzTarget target;
  private final Corpus corpus;
  private final long seconds = Long.getLong("bolillero.fuzz.seconds", 0);
  private final long seed = Long.getLong("bolillero.seed", new SplittableRandom().nextLong());
  private final RandomGenerator random = new SplittableRandom(seed);
  private final Mutator mutator;
  private final Coverage.Seen seen = new Coverage.Seen();
  private final List<byte[]> kept = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int runs;

  /** The input that is being tried, and since when; written by the thread that tries. */
  private volatile byte[] current = {};

  private volatile long currentSinceNanos = System.nanoTime();
  private volatile @Nullable Throwable failure;

  private Fuzzer(FuzzTarget target) {
    this.target = target;
    this.corpus = new Corpus(target.getClass().getSimpleName());
    this.mutator = new Mutator(random, target.words());
  }

  /**
   * Fuzzes a target.
   *
   * @param type the class of the target; it is loaded anew, together with all classes of {@code
   *     packages}
   * @param runs how many new inputs to try, if no time is set
   * @param packages the packages whose coverage guides
   * @return how often each outcome came
   * @throws AssertionError if a promise is broken; it names the input and how to try it again
   */
  public static Map<String, Integer> fuzz(
      Class<? extends FuzzTarget> type, int runs, String... packages) {
    Fuzzer fuzzer = new Fuzzer(instrumented(type, Set.of(packages)));
    Thread worker = Thread.ofPlatform().daemon().name("fuzzer").start(() -> fuzzer.work(runs));
    fuzzer.watch(worker);
    System.out.printf(
        "%s: %,d inputs tried, %,d kept, %,d blocks entered: %s%n",
        type.getSimpleName(),
        fuzzer.runs,
        fuzzer.kept.size(),
        fuzzer.seen.entered(),
        fuzzer.outcomes);
    return fuzzer.outcomes;
  }

  private static FuzzTarget instrumented(Class<? extends FuzzTarget> type, Set<String> packages) {
    try {
      var constructor =
          new InstrumentingLoader(type.getClassLoader(), packages)
              .loadClass(type.getName())
              .getDeclaredConstructor();
      constructor.setAccessible(true);
      return (FuzzTarget) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected a target that can be made anew: " + type, e);
    }
  }

  /** Waits for the end, or for a run that has none. */
  private void watch(Thread worker) {
    try {
      while (!worker.join(Duration.ofMillis(500))) {
        if (System.nanoTime() - currentSinceNanos > PATIENCE_NANOS) {
          AssertionError hanging = new AssertionError("it does not end");
          hanging.setStackTrace(worker.getStackTrace());
          throw broken(hanging);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Throwable cause = failure;
    if (cause != null) {
      throw broken(cause);
    }
  }

  private void work(int runsMax) {
    try {
      for (byte[] each : corpus.readStored()) {
        tryOut(each, false);
      }
      if (seconds > 0) {
        for (byte[] each : corpus.readFound()) {
          tryOut(each, false);
        }
      }
      long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
      for (int i = 0; seconds > 0 ? System.nanoTime() < endNanos : i < runsMax; i++) {
        tryOut(mutator.mutated(any(), any()), seconds > 0);
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** One of the kept inputs, more often one of the last. */
  private byte[] any() {
    int from = random.nextBoolean() ? kept.size() * 3 / 4 : 0;
    return kept.isEmpty() ? new byte[0] : kept.get(random.nextInt(from, kept.size()));
  }

  private void tryOut(byte[] input, boolean saving) throws Throwable {
    currentSinceNanos = System.nanoTime();
    current = input;
    Coverage.clear();
    String outcome = target.run(input);
    runs++;
    boolean isNew = outcomes.merge(outcome, 1, Integer::sum) == 1;
    isNew |= seen.add();
    if (isNew && kept.size() < KEPT_MAX) {
      kept.add(input);
      if (saving) {
        corpus.save("kept", input);
      }
    }
  }

  private AssertionError broken(Throwable cause) {
    byte[] input = current;
    String where;
    try {
      where = "it is in " + corpus.save("failure", input).toAbsolutePath();
    } catch (IOException e) {
      where = "it could not be written: " + e.getMessage();
    }
    return new AssertionError(
        """
        input %,d of seed %d breaks a promise: %s
        %s
        %s; to try it again, and from then on in every build, put it into %s\
        """
            .formatted(runs, seed, cause, HexFormat.of().formatHex(input), where, corpus.stored()),
        cause);
  }
}
