package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;

/**
 * A machine on which an office runs that shares its logs: its replicas, the way to the brokers, and
 * one process at a time.
 */
public final class SimulatedHost {
  private static final int LAG_MAX = 30;
  private static final int PAYLOAD_BYTES_MAX = 64;

  private final String name;
  private final SimulatedWorld world;
  private final SimulatedReplicas replicas;
  private final SimulatedFault fault;
  private int lives;
  private @Nullable Running running;

  /** What is gone with a process. */
  private record Running(UUID id, SeededThreads.Group threads, SimulatedTopics topics) {}

  /**
   * A machine on which nothing runs.
   *
   * @param fault what is wrong with the office
   */
  public SimulatedHost(
      String name, SimulatedWorld world, SimulatedReplicas replicas, SimulatedFault fault) {
    this.name = name;
    this.world = world;
    this.replicas = replicas;
    this.fault = fault;
  }

  /** What people call the process that runs. */
  public String name() {
    return "%s %d".formatted(name, lives);
  }

  /** How many processes have begun. */
  int lives() {
    return lives;
  }

  public SimulatedReplicas replicas() {
    return replicas;
  }

  /** Whether a process runs, or is paused. */
  public boolean isUp() {
    return running != null;
  }

  /** Begins a process, and returns its threads. */
  public SeededThreads.Group start() {
    lives++;
    SeededThreads.Group threads = world.process();
    running =
        new Running(
            new UUID(lives, name.hashCode()),
            threads,
            new SimulatedTopics(world.brokers(), threads));
    replicas.begin(threads);
    return threads;
  }

  /** The logs of the office that runs. To be called by one of its threads. */
  public SharedLogs open(LogListener listener) throws LogException {
    Running open = requireNonNull(running);
    return OfficeLogs.open(
        open.id,
        new FaultyTopics(open.topics, fault),
        new SharedLogs.Office(name(), "one and the same", PAYLOAD_BYTES_MAX, replicas, _ -> {}),
        world.machine(open.threads),
        listener);
  }

  /** What tells the process from all others. */
  public UUID id() {
    return requireNonNull(running).id;
  }

  /** The term in which the office leads, or has led. */
  public long term() {
    return world.brokers().stream(Topics.OFFICE).termOf(id());
  }

  /** {@code kill -9}, or what happens to a process that has failed. */
  public void kill() {
    end(false);
  }

  /** Loses the power, and has it again. */
  public void losePower() {
    end(true);
  }

  private void end(boolean isPowerGone) {
    if (running != null) {
      running.threads.kill();
      running.topics.die();
      replicas.die(isPowerGone);
      running = null;
    }
  }

  /** {@code kill -STOP}. */
  public void pause() {
    if (running != null) {
      running.threads.pause();
      running.topics.hold(world.choices().oneIn(2));
    }
  }

  /** {@code kill -CONT}. */
  public void resume() {
    if (running != null) {
      running.threads.resume();
      running.topics.hold(false);
      running.topics.lag(world.choices().below(LAG_MAX));
    }
  }

  /** Does not reach the brokers, although others may, or does again. */
  public void cutOff(boolean isCut) {
    if (running != null) {
      running.topics.cutOff(isCut);
      running.topics.lag(world.choices().below(LAG_MAX));
    }
  }
}
