package org.bolillero.client;

import org.bolillero.protocol.ErrorCode;

/** The office has closed the connection for good and said why. */
final class RefusedException extends AgencyException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  RefusedException(ErrorCode code, String message) {
    super(Reason.REFUSED, message);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}
