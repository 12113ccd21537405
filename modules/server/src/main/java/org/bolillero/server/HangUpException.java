package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import org.bolillero.office.RefusalException;
import org.bolillero.protocol.ErrorCode;

/**
 * The office hangs up, with an error that tells the agency why. It has no stack trace: it says
 * nothing of the office, and agencies can cause any number of them.
 */
final class HangUpException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  HangUpException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Hangs up because the office does not do what was asked for. */
  static HangUpException because(RefusalException refusal) {
    ErrorCode code =
        switch (refusal.refusal()) {
          case WRONG_DRAW -> ErrorCode.WRONG_DRAW;
          case BUSY -> ErrorCode.BUSY;
          case CLOSED -> ErrorCode.CLOSED;
          case UNKNOWN_AGENCY -> ErrorCode.UNKNOWN_AGENCY;
          case OUT_OF_ORDER -> ErrorCode.OUT_OF_ORDER;
          case ALREADY_FINISHED -> ErrorCode.ALREADY_FINISHED;
          case NOT_FINISHED -> ErrorCode.NOT_FINISHED;
          case TOTALS_DIFFER -> ErrorCode.TOTALS_DIFFER;
          case SUPERSEDED -> ErrorCode.SUPERSEDED;
        };
    return new HangUpException(code, refusal.getMessage());
  }

  ErrorCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
