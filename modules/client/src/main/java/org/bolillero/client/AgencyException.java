package org.bolillero.client;

import static java.util.Objects.requireNonNull;

/** An agency could not do what it was asked to; the kind says who has to act before it can. */
public class AgencyException extends Exception {
  private static final long serialVersionUID = 1;

  /** Who has to act before the agency is run again. */
  public enum Kind {
    /** The user has to mend the file or the bet. */
    BAD_INPUT,
    /** The user has to make room for the winners. */
    OUTPUT,
    /** The office has to come up, or the user has to name another address. */
    UNREACHABLE,
    /** The office has refused for good, and both sides have to find out why. */
    REFUSED,
    /** Nobody: its user closed the agency, and another run goes on from there. */
    CLOSED
  }

  private final Kind kind;

  /** Says what happened in one line that starts with a small letter. */
  AgencyException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind);
  }

  /** As the other constructor, with what led to it. */
  AgencyException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind);
  }

  /** {@return who has to act before the agency is run again} */
  public Kind kind() {
    return kind;
  }
}
