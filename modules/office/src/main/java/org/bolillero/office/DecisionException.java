package org.bolillero.office;

import static java.util.Objects.requireNonNull;

/** An official's decision that cannot be taken. Nothing has changed. */
public final class DecisionException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Kind {
    /** There is no such draw, or no such agency in it. */
    NOT_FOUND,
    /** A value is none that is allowed. */
    INVALID,
    /** The state of the draw does not allow it. */
    CONFLICT,
    /** The office cannot do it now, but later. */
    BUSY
  }

  private final Kind kind;

  private DecisionException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static DecisionException notFound(String message) {
    return new DecisionException(Kind.NOT_FOUND, message);
  }

  static DecisionException invalid(String message) {
    return new DecisionException(Kind.INVALID, message);
  }

  /**
   * {@return a decision that the state of the draw, or of the office, does not allow}
   *
   * @param message says for people what was expected and what was found
   */
  public static DecisionException conflict(String message) {
    return new DecisionException(Kind.CONFLICT, message);
  }

  static DecisionException busy(String message) {
    return new DecisionException(Kind.BUSY, message);
  }

  /** {@return what is wrong; the message has the details} */
  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
