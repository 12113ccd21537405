package org.bolillero.server;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.locks.LockSupport;

/** The time as an office sees it. */
interface OfficeTime {
  /** Today, the latest date of birth. */
  LocalDate today();

  /** Nanoseconds since an arbitrary moment; all waits of sessions are measured by this clock. */
  long nanoTime();

  /** Waits, while other threads go on. */
  void pause(Duration time);

  /** The time of this machine, and the date of a clock. */
  static OfficeTime of(Clock clock) {
    return new OfficeTime() {
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
    };
  }
}
