package org.bolillero.simulation;

import java.util.concurrent.Executor;

/** Runs what a program does in another thread, or acts as if it did. */
public interface Background extends Executor {
  /** Finishes what was begun. */
  default void finish() {}
}
