package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

/**
 * The log cannot be used, or not any more. The {@link Kind} tells the operator what to do about it.
 */
public final class LogException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why a log cannot be used. */
  public enum Kind {
    /** Another process has the folder. */
    IN_USE,
    /** There is no log in the folder, or the folder cannot be used. */
    MISSING,
    /**
     * What the folder holds is damaged, incomplete, or another log than the one that was expected.
     */
    DAMAGED,
    /** A write or a force failed; what was not durable by then never will be. */
    FAILED,
    /** The log was closed. */
    CLOSED
  }

  private final Kind kind;

  /**
   * Makes an exception.
   *
   * @param kind why the log cannot be used
   * @param message a sentence that names file, offset and entry where there are any
   */
  public LogException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind");
  }

  /**
   * Makes an exception.
   *
   * @param kind why the log cannot be used
   * @param message a sentence that names file, offset and entry where there are any
   * @param cause what led to it
   */
  public LogException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /**
   * Why the log cannot be used.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage(), "message");
  }
}
