package org.bolillero.simulation;

import java.util.concurrent.Executor;

/** Runs the background tasks of a program: in another thread, or later in the same one. */
public interface Background extends Executor {
  /** Returns when all tasks that were given to it have run. */
  default void finish() {}
}
