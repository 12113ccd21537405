package org.bolillero.console;

/** Log lines on standard error, written by a thread of their own. */
public final class Logging {
  private Logging() {}

  /**
   * Starts logging. Loggers that were got before log from now on.
   *
   * @param level the least important level that is logged
   */
  public static void start(LogLevel level) {}

  /** Writes what is queued and ends. Does nothing if logging has not started or has stopped. */
  public static void stop() {}
}
