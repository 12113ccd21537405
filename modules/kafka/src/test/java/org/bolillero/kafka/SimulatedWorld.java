package org.bolillero.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.simulation.SimulatedTime;

/** Brokers, a time, and threads that run one at a time. */
public final class SimulatedWorld {
  private static final int STEPS_MAX = 200_000;

  private final Choices choices;
  private final SeededThreads threads;
  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedBrokers brokers;

  /** So much time passes at least when any passes. */
  private Duration tick = Duration.ZERO;

  /** A world in which nothing has happened. */
  public SimulatedWorld(Choices choices) {
    this.choices = choices;
    this.threads = new SeededThreads(choices);
    this.brokers = new SimulatedBrokers(choices, time);
  }

  public Choices choices() {
    return choices;
  }

  public SimulatedTime time() {
    return time;
  }

  public SimulatedBrokers brokers() {
    return brokers;
  }

  public void tick(Duration min) {
    tick = min;
  }

  /** The threads of a process, which live and die together. */
  public SeededThreads.Group process() {
    return threads.group();
  }

  Machine machine(ThreadFactory process) {
    return new Machine(process, time::nanoTime, time);
  }

  /** Lets anything happen; false if nothing can. */
  public boolean goOn() {
    return (choices.oneIn(3) && brokers.step())
        || threads.step()
        || brokers.step()
        || time.pass(tick);
  }

  /** Lets things happen until something is so. */
  void goOnUntil(BooleanSupplier condition) {
    for (int steps = 0; !condition.getAsBoolean(); steps++) {
      if (steps == STEPS_MAX || !goOn()) {
        throw new AssertionError("nobody gets on after %d steps".formatted(steps));
      }
    }
  }

  /** Lets things happen for so long. */
  void goOnFor(Duration duration) {
    run(process(), () -> time.sleep(duration));
  }

  /** Does something in a thread of a process, and lets things happen until it is done. */
  void run(ThreadFactory process, Interleavings.Task task) {
    boolean[] isDone = new boolean[1];
    process
        .newThread(
            Interleavings.unchecked(() -> {
              task.run();
              isDone[0] = true;
            }))
        .start();
    goOnUntil(() -> isDone[0]);
  }
}
