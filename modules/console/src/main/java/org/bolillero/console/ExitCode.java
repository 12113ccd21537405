package org.bolillero.console;

import java.util.Set;

/** How a program ends, as a number that scripts can rely on. */
public enum ExitCode {
  /** Done; of an office also: terminated by a signal after everything was closed. */
  OK(0, "done; of an office also: terminated by a signal and closed in good order"),
  /** A defect; the only end that may print a stack trace. */
  INTERNAL(1, "a defect in the program"),
  /** A flag, an environment variable or the settings file is wrong. */
  USAGE(2, "a flag or a setting is wrong"),
  /** A file of the user is missing or has a bad row. */
  BAD_INPUT(3, "an input file is missing or has a bad row"),
  /** No office answers, or it stayed away longer than the retry limit. */
  UNREACHABLE(4, "the office cannot be reached, or stayed away for too long"),
  /** The office said no for good: unknown agency, wrong draw, another file, superseded. */
  REFUSED(5, "the office refused for good"),
  /** Another process has the port or the data folder. */
  IN_USE(6, "the port or the data folder is in use by another process"),
  /** The log is damaged or is another draw's. */
  DAMAGED(7, "the log is damaged, or it is another draw's"),
  /** The disk is full or failed while the program was running. */
  STORAGE_FAILED(8, "the disk is full or failed"),
  /** The JVM ran out of memory or threads. */
  EXHAUSTED(9, "memory or threads ran out"),
  /** Sales were closed before all bets were stored; those that were count. */
  CLOSED(10, "sales were closed before all bets were stored"),
  /** Another office leads by now, and goes on. */
  TAKEN_OVER(11, "another office has taken over; what was acknowledged is safe with it"),
  /** The reader of standard output has closed it; as if by SIGPIPE, whose number is 13. */
  READER_GONE(141, "the reader of standard output is gone"),
  /** Interrupted by a signal: 128 and its number, of which this is the usual one. */
  INTERRUPTED(143, "interrupted by SIGTERM before all was done; 130 by SIGINT, 129 by SIGHUP");

  /** How every command can end. */
  static final Set<ExitCode> OF_EVERY_COMMAND =
      Set.of(OK, INTERNAL, USAGE, EXHAUSTED, READER_GONE, INTERRUPTED);

  private final int code;
  private final String description;

  ExitCode(int code, String description) {
    this.code = code;
    this.description = description;
  }

  /** {@return the number that the process ends with, 0 to 255} */
  public int code() {
    return code;
  }

  /** A few words that start with a small letter, for the help of a command. */
  String description() {
    return description;
  }
}
