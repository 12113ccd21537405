package org.bolillero.client;

import static java.util.Objects.requireNonNull;

/** What an agency wants cannot be done; the reason says who has to do something about it. */
public class AgencyException extends Exception {
  private static final long serialVersionUID = 1;

  /** Who has to do something before it is tried again. */
  public enum Reason {
    /** The user has to mend the file or the bet. */
    BAD_INPUT,
    /** The user has to make room where the winners go. */
    OUTPUT,
    /** The office has to come up, or the user has to name another address. */
    UNREACHABLE,
    /** The office said no for good, and both have to find out why. */
    REFUSED,
    /** Nobody: it was closed by its user, and goes on when it is run again. */
    CLOSED
  }

  private final Reason reason;

  /**
   * Makes an exception.
   *
   * @param reason who has to do something
   * @param message what happened, in one line that starts with a small letter
   */
  AgencyException(Reason reason, String message) {
    super(message);
    this.reason = requireNonNull(reason);
  }

  /**
   * Makes an exception that another has led to.
   *
   * @param reason who has to do something
   * @param message what happened, in one line that starts with a small letter
   * @param cause what has led to it
   */
  AgencyException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason);
  }

  /**
   * Who has to do something before it is tried again.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
