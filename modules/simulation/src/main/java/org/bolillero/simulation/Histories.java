package org.bolillero.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Runs simulated histories, each from a seed. */
public final class Histories {
  private Histories() {}

  /**
   * Runs histories, one after another.
   *
   * @param first the seed of the first one
   * @param count how many; each has the seed that follows
   * @param module the folder of the test, to be built with what it needs
   * @param test the class that runs the history of a seed alone
   * @param history runs one
   * @throws AssertionError if a promise is broken in one; it says how to run that one again
   */
  public static void run(
      long first, long count, String module, Class<?> test, LongConsumer history) {
    for (long seed = first; seed < first + count; seed++) {
      try {
        history.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            """
            a promise was broken in the history with seed %d; to run it again:
            mvn -pl %s -am test -Dtest=%s -Dbolillero.seed=%d -Dsurefire.failIfNoSpecifiedTests=false\
            """
                .formatted(seed, module, test.getSimpleName(), seed),
            e);
      }
    }
  }

  /**
   * Runs histories of something that is wrong until one of them shows it, and says which.
   *
   * @param fault what is wrong
   * @param first the seed of the first one
   * @param most how many are run at most
   * @param history runs one, and throws if it notices anything
   * @throws AssertionError if none of them has noticed it
   */
  public static void catchFault(Object fault, long first, long most, LongConsumer history) {
    for (long seed = first; seed < first + most; seed++) {
      try {
        history.accept(seed);
      } catch (AssertionError | RuntimeException caught) {
        System.out.printf("%s is caught by seed %d: %s%n", fault, seed, caught.getMessage());
        return;
      }
    }
    throw new AssertionError(fault + " was not caught");
  }

  /**
   * Runs a history and tells which questions it has asked of chance. If they are the same ones,
   * everything has happened in the same order.
   *
   * @param seed answers them
   * @param history runs it
   * @return the bound of each question
   */
  public static List<Integer> questions(long seed, Consumer<Choices> history) {
    List<Integer> questions = new ArrayList<>();
    Choices seeded = Choices.seeded(seed);
    history.accept(bound -> {
      questions.add(bound);
      return seeded.below(bound);
    });
    return questions;
  }
}
