package org.bolillero.simulation;

import java.util.function.Function;

/**
 * A machine whose disk loses power, fails and fills up at random, for simulations of programs that
 * keep a log on it.
 */
public final class SimulatedMachine {
  private final Choices choices;
  private final Function<Folder, FaultyFolder> fault;
  private final SimulatedDisk disk;
  private final Troubles troubles;

  /** A machine with a correct log. */
  public SimulatedMachine(Choices choices) {
    this(choices, FaultyFolder::new);
  }

  /** A machine with a log that has a fault. */
  public SimulatedMachine(Choices choices, Sabotage fault) {
    this(choices, fault::on);
  }

  private SimulatedMachine(Choices choices, Function<Folder, FaultyFolder> fault) {
    this.choices = choices;
    this.fault = fault;
    this.disk = new SimulatedDisk(choices);
    this.troubles = new Troubles(choices);
  }

  /** The disk as the next process sees it, whose log may have a fault. */
  public FaultyFolder start() {
    return fault.apply(disk);
  }

  /** From now on something may go wrong. */
  public void plan() {
    disk.room(choices.oneIn(4) ? (3 + choices.below(6)) * 4096L : Long.MAX_VALUE);
    troubles.plan();
    disk.trouble(troubles);
  }

  /** From now on the power may be cut, so many times, at any call that changes something. */
  public void planCuts(int cuts) {
    disk.useCleanBlocks();
    disk.trouble(new LimitedTroubles(choices, cuts, 0));
  }

  /** From now on nothing goes wrong. */
  public void calm() {
    disk.room(Long.MAX_VALUE);
    disk.trouble(_ -> SimulatedDisk.Outcome.DONE);
  }

  /** Whether the power is on. */
  public boolean isPowered() {
    return disk.isPowered();
  }

  /** Cuts the power, which may lose anything that was not forced, and turns it on again. */
  public void cutPower() {
    disk.cutPower();
  }

  /** How many calls to the disk have failed so far. */
  public int failures() {
    return disk.failures();
  }
}
