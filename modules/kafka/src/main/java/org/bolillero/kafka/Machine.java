package org.bolillero.kafka;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What shared logs need of the machine.
 *
 * @param threads makes the threads that read
 * @param nanoClock tells how time passes
 * @param clock tells the time, for people
 */
record Machine(ThreadFactory threads, LongSupplier nanoClock, InstantSource clock) {
  /** The real one. */
  static final Machine REAL =
      new Machine(
          Thread.ofPlatform().name("log-reader").factory(),
          System::nanoTime,
          InstantSource.system());
}
