package org.bolillero.server;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A machine whose threads and time are real, with a journal of the test's that has nothing for the
 * draw to read.
 */
record TestMachine(Journal journal) implements Machine {
  @Override
  public Clock clock() {
    return OfficeSetup.CLOCK;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Room room() {
    return Room.ofThisProcess();
  }

  @Override
  public void pause(Duration time) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ThreadFactory threads(String name, UncaughtExceptionHandler onDeath) {
    return Thread.ofVirtual().name(name + "-", 0).factory();
  }

  @Override
  public Journal openJournal(EntryVisitor replay, LogListener listener) {
    return journal;
  }

  @Override
  public Winners draw(ImmutableList<LogSlice> slices, int winningNumber) {
    return new Winners.Builder().build();
  }
}
