package org.bolillero.console;

import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error, if that is a terminal; otherwise nothing. Several may be open;
 * each has a line of its own. All methods can be called by any thread.
 */
public final class ProgressDisplay implements AutoCloseable {
  private final @Nullable ProgressLine line;

  private ProgressDisplay(@Nullable ProgressLine line) {
    this.line = line;
  }

  /**
   * Starts to show progress.
   *
   * @param task what is going on, in a word or two
   * @param total the value at the end; below 0 if it is not known
   * @return the display, to be closed
   */
  public static ProgressDisplay open(String task, long total) {
    var environment = System.getenv();
    if (!StandardError.canShowProgress(environment)) {
      return new ProgressDisplay(null);
    }
    int width = StandardError.columns(environment) - 1;
    return new ProgressDisplay(ProgressLine.open(task, total, width, ProgressArea.STANDARD_ERROR));
  }

  /**
   * Shows how far the task is. It costs next to nothing: the bar is drawn by another thread, a few
   * times a second.
   *
   * @param value from 0 to the total
   */
  public void to(long value) {
    if (line != null) {
      line.to(value);
    }
  }

  /** Leaves the last state on the screen. */
  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
