package org.bolillero.console;

/** How much is logged. As a setting it is read in any case, and WARN means WARNING. */
public enum LogLevel {
  /** Everything. */
  DEBUG,
  /** What happens. */
  INFO,
  /** What should not happen. */
  WARNING,
  /** What failed. */
  ERROR,
  /** What ends the program. */
  CRITICAL
}
