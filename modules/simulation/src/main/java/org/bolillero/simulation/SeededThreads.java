package org.bolillero.simulation;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run one at a time, each until it waits for something, and then chance says which one
 * is next: the same choices give the same order. Whoever waits for a lock, a condition or a future
 * waits as ever; only the moment at which it goes on is chosen here.
 *
 * <p>They are virtual threads that this test's own thread carries. Java has no public way to say
 * so, hence the reflection.
 */
public final class SeededThreads {
  private final Choices choices;
  private final Thread carrier = Thread.currentThread();

  /** What each thread that can go on has to do next. */
  private final List<Step> ready = new ArrayList<>();

  /** What a thread has thrown that was not killed before. */
  private @Nullable Throwable uncaught;

  private record Step(Group group, Runnable continuation) {}

  /** Threads in an order of these choices; all steps are taken by the calling thread. */
  public SeededThreads(Choices choices) {
    this.choices = choices;
  }

  /** Threads that live and die together, as those of one process do. */
  public final class Group implements ThreadFactory {
    private final Thread.Builder builder =
        virtualThreads(this::add).uncaughtExceptionHandler((_, error) -> fail(error));
    private boolean killed;

    private Group() {}

    private void add(Runnable continuation) {
      Thread current = Thread.currentThread();
      // The real clock wakes nobody here: its moment would not be repeatable.
      if (!killed && (current.isVirtual() || current.equals(carrier))) {
        ready.add(new Step(this, continuation));
      }
    }

    @Override
    public Thread newThread(Runnable task) {
      return builder.unstarted(task);
    }

    /** None of them will ever go on. */
    public void kill() {
      killed = true;
      ready.removeIf(step -> step.group == this);
    }
  }

  /** A new process, so to say. */
  public Group group() {
    return new Group();
  }

  /** Lets one thread go on until it waits; false if all of them wait. */
  public boolean step() {
    if (ready.isEmpty()) {
      return false;
    }
    ready.remove(choices.below(ready.size())).continuation.run();
    if (uncaught != null) {
      throw new AssertionError("a thread has failed: " + uncaught.getMessage(), uncaught);
    }
    return true;
  }

  private void fail(Throwable error) {
    if (uncaught == null && !(error instanceof PowerCut)) {
      uncaught = error;
    }
  }

  private static Thread.Builder virtualThreads(Executor scheduler) {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return (Thread.Builder) constructor.newInstance(scheduler);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this Java has no virtual threads with a scheduler of one's own", e);
    }
  }
}
