package org.bolillero.server;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.bolillero.lottery.Winners;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What an office of a simulation runs on.
 *
 * @param machine has the disk
 * @param time the time in nanoseconds, which passes only when all wait
 * @param group makes the office's threads
 * @param fault what is wrong with the office
 */
record SimulatedHardware(
    SimulatedMachine machine, LongSupplier time, ThreadFactory group, UnaryOperator<Journal> fault)
    implements Machine {
  @Override
  public Clock clock() {
    return OfficeSetup.CLOCK;
  }

  @Override
  public long nanoTime() {
    return time.getAsLong();
  }

  @Override
  public Room room() {
    return new Room(1L << 30, Long.MAX_VALUE, 0, 2);
  }

  /** What is sent arrives at once here, and so does what is answered to it. */
  @Override
  public void pause(Duration ignored) {}

  /**
   * All but the one that looks after writes every half second. It would wait by the real clock, so
   * that a run which takes longer, on a busy machine, were another one than before.
   */
  @Override
  public ThreadFactory threads(String name, UncaughtExceptionHandler ignored) {
    return name.equals("write-watch") ? _ -> group.newThread(() -> {}) : group;
  }

  @Override
  public Journal openJournal(EntryVisitor replay, LogListener listener) throws LogException {
    return fault.apply(Journal.in(SimulatedFiles.openLog(machine, replay, listener, group)));
  }

  /** As the real one does it, but in one thread: the slices in their order. */
  @Override
  public Winners draw(ImmutableList<LogSlice> slices, int winningNumber) throws LogException {
    Winners.Builder winners = new Winners.Builder();
    for (LogSlice each : slices) {
      winners.append(Draw.scan(each, winningNumber));
    }
    return winners.build();
  }
}
