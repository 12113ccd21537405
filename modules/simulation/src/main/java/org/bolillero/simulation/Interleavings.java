package org.bolillero.simulation;

import java.util.function.Function;

/**
 * Runs a short scene in every order in which its threads can continue. A thread runs until it waits
 * or pauses.
 */
public final class Interleavings {
  private Interleavings() {}

  /** What a thread does. An exception fails the test. */
  public interface Task {
    /** Runs it. */
    void run() throws Exception;
  }

  /** A task for a thread. */
  public static Runnable unchecked(Task task) {
    return () -> {
      try {
        task.run();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    };
  }

  /** Lets another thread run first, or not. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is this test's own.
  public static void pause() {
    Thread.yield();
  }

  /**
   * Runs the scene once for each order, and checks the outcome of each run.
   *
   * @param scene starts threads, and returns a check for when none of them can continue any more
   * @return how many orders there are
   */
  public static int runAll(Function<SeededThreads, Runnable> scene) {
    EveryChoice order = new EveryChoice();
    int runs = 0;
    do {
      try {
        SeededThreads threads = new SeededThreads(order);
        Runnable end = scene.apply(threads);
        while (threads.step()) {
          // The next one.
        }
        end.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("in the order of " + order, e);
      }
      runs++;
    } while (order.next());
    System.out.println(runs + " orders");
    return runs;
  }
}
