package org.bolillero.server;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** The clock and the threads of the machine that an office runs on. */
interface Platform {
  /** Today, the latest date of birth. */
  LocalDate today();

  /** Nanoseconds since an arbitrary moment; all waits of sessions are measured by this clock. */
  long nanoTime();

  /** Waits, while other threads go on. */
  void pause(Duration time);

  /** Makes threads with a name and a number, for tasks that mostly wait. */
  ThreadFactory threads(String name);

  /**
   * This machine, with the date of a clock. Its threads are virtual, and each reports what ends it.
   * A defect ends one connection; an error, such as a full memory, ends the office, because nobody
   * knows what else is missing.
   */
  static Platform of(Clock clock, OfficeListener listener) {
    return new Platform() {
      @Override
      public LocalDate today() {
        return LocalDate.now(clock);
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
      }

      @Override
      public ThreadFactory threads(String name) {
        return Thread.ofVirtual()
            .name(name + "-", 0)
            .uncaughtExceptionHandler((thread, why) ->
                listener.on(
                    why instanceof RuntimeException defect
                        ? new OfficeEvent.ConnectionDefect(thread.getName(), defect)
                        : new OfficeEvent.OfficeFailed(why)))
            .factory();
      }
    };
  }
}
