package org.bolillero.console;

import static java.util.Objects.requireNonNull;

/**
 * A failure that the user can understand. {@link Program} prints its message as one line to
 * standard error, without a stack trace, and exits with its code.
 */
public class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /**
   * A failure without another exception behind it.
   *
   * @param exitCode how the program ends
   * @param message what happened and what to do about it, in one line that starts with a small
   *     letter
   */
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = requireNonNull(exitCode);
  }

  /**
   * A failure caused by another exception.
   *
   * @param exitCode how the program ends
   * @param message what happened and what to do about it, in one line that starts with a small
   *     letter
   * @param cause that exception, which is not printed
   */
  public CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = requireNonNull(exitCode);
  }

  /** {@return how the program ends} */
  public ExitCode exitCode() {
    return exitCode;
  }
}
