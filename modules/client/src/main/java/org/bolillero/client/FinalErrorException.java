package org.bolillero.client;

import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;

/** The office has closed the connection and said why, and reconnecting would not help. */
final class FinalErrorException extends CommandException {
  private static final long serialVersionUID = 1;

  private final int code;

  FinalErrorException(Response.Failure failure, String message) {
    super(failure.code() == ErrorCode.CLOSED.code() ? ExitCode.CLOSED : ExitCode.REFUSED, message);
    code = failure.code();
  }

  /** Whether this is why. */
  boolean is(ErrorCode error) {
    return code == error.code();
  }
}
