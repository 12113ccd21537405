package org.bolillero.simulation;

import java.util.function.Function;

/**
 * Runs a small scene in every order in which its threads can go on. A thread goes on until it waits
 * or pauses.
 */
public final class Interleavings {
  private Interleavings() {}

  /** What a thread does; whatever it throws is a failure of the scene. */
  public interface Task {
    /** Does it. */
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

  /** Lets others go on, or not. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is this test's own.
  public static void pause() {
    Thread.yield();
  }

  /**
   * Sets the scene again and again, each time for another order, and looks at the end of each.
   *
   * @param scene starts threads and gives what must hold when none of them can go on any more
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
