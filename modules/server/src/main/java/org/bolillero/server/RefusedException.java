package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import org.bolillero.protocol.ErrorCode;

/**
 * The conversation with an agency cannot go on; it ends with this error. It has no stack trace: it
 * says nothing of the office, and agencies can cause any number of them.
 */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  RefusedException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
