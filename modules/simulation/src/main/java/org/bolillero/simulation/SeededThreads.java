package org.bolillero.simulation;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run one at a time, each until it waits for something; then {@link Choices} decide
 * which one is next. The same choices give the same order. Threads wait for locks, conditions and
 * futures as usual; only the moment at which they continue is chosen here. It cannot be chosen for
 * those who wait for a monitor, so nobody may wait for anything while holding one.
 *
 * <p>They are virtual threads whose carrier is the test's own thread. Java has no public API for
 * that, hence the reflection.
 */
public final class SeededThreads {
  /** The thread of Java that lets those go on that have waited for a monitor. */
  private static final String MONITOR_THREAD = "VirtualThread-unblocker";

  private final Choices choices;
  private final Thread carrier = Thread.currentThread();

  /** The next step of each thread that can continue. */
  private final List<Step> ready = new ArrayList<>();

  /** The first exception that a thread did not catch. */
  private volatile @Nullable Throwable uncaught;

  private record Step(Group group, Runnable continuation) {}

  /** Threads in an order that these choices decide. The calling thread runs all steps. */
  public SeededThreads(Choices choices) {
    this.choices = choices;
  }

  /** Threads that can be killed together, like those of one process. */
  public final class Group implements ThreadFactory {
    private final Thread.Builder builder =
        virtualThreads(this::add).uncaughtExceptionHandler((_, error) -> fail(error));
    private boolean killed;
    private boolean paused;

    /** What goes on when they do, if they are paused. */
    private final List<Step> held = new ArrayList<>();

    private Group() {}

    private void add(Runnable continuation) {
      Thread current = Thread.currentThread();
      if (current.getName().equals(MONITOR_THREAD)) {
        fail(new AssertionError("somebody waited while holding a monitor; use a lock instead"));
      }
      // Threads that the real clock wakes stay asleep: the moment would not be repeatable.
      if (!killed && (current.isVirtual() || current.equals(carrier))) {
        (paused ? held : ready).add(new Step(this, continuation));
      }
    }

    @Override
    public Thread newThread(Runnable task) {
      return builder.unstarted(task);
    }

    /** Stops all of them for good. */
    public void kill() {
      killed = true;
      held.clear();
      ready.removeIf(step -> step.group == this);
    }

    /** Stops all of them for now, wherever they are. */
    public void pause() {
      paused = true;
      for (Step each : ready) {
        if (each.group == this) {
          held.add(each);
        }
      }
      ready.removeAll(held);
    }

    /** Lets them go on, as if no time had passed. */
    public void resume() {
      paused = false;
      ready.addAll(held);
      held.clear();
    }
  }

  /** A new group, like a new process. */
  public Group group() {
    return new Group();
  }

  /** Lets one thread continue until it waits. Returns false if all of them are waiting. */
  public boolean step() {
    if (ready.isEmpty()) {
      return false;
    }
    ready.remove(choices.below(ready.size())).continuation.run();
    Throwable failure = uncaught;
    if (failure != null) {
      throw new AssertionError("a thread has failed: " + failure.getMessage(), failure);
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
