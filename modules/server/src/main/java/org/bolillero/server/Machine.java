package org.bolillero.server;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The seam between an office and the machine that it runs on, but for the network: sockets come to
 * it from outside. Tests put a machine here whose threads, disk and chance they control.
 */
interface Machine {
  /** Tells today, the latest date of birth. */
  Clock clock();

  /** Nanoseconds since an arbitrary moment; all waits of sessions are measured by this clock. */
  long nanoTime();

  /** What this process may use of it. */
  Room room();

  /** Waits, while others go on. */
  void pause(Duration time);

  /**
   * Makes threads for tasks that mostly wait.
   *
   * @param onDeath is told of what such a task does not catch
   */
  ThreadFactory threads(String name, UncaughtExceptionHandler onDeath);

  /** Recovers what was written down, see {@link DurableLog#open}. */
  Journal openJournal(EntryVisitor replay, LogListener listener) throws LogException;

  /** Finds the winners, see {@link Draw}. */
  Winners draw(ImmutableList<LogSlice> slices, int winningNumber) throws LogException;

  /** The machine that this process runs on. */
  static Machine real(OfficeSettings settings, Clock clock) {
    return new Machine() {
      @Override
      public Clock clock() {
        return clock;
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
        LockSupport.parkNanos(time.toNanos());
      }

      @Override
      public ThreadFactory threads(String name, UncaughtExceptionHandler onDeath) {
        return Thread.ofVirtual().name(name + "-", 0).uncaughtExceptionHandler(onDeath).factory();
      }

      @Override
      public Journal openJournal(EntryVisitor replay, LogListener listener) throws LogException {
        LogSettings logSettings = LogSettings.of(settings.draw(), settings.segmentBytes());
        return Journal.in(DurableLog.open(settings.data(), logSettings, replay, listener));
      }

      @Override
      public Winners draw(ImmutableList<LogSlice> slices, int winningNumber) throws LogException {
        return Draw.hold(slices, winningNumber, room().processors());
      }
    };
  }
}
