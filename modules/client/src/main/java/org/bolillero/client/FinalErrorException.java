package org.bolillero.client;

import java.util.Optional;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;

/** The office has closed the connection and said why, and reconnecting would not help. */
final class FinalErrorException extends CommandException {
  private static final long serialVersionUID = 1;

  private final boolean isSuperseded;

  FinalErrorException(Response.Failure failure, String message) {
    super(ExitCode.REFUSED, message);
    isSuperseded = failure.error().equals(Optional.of(ErrorCode.SUPERSEDED));
  }

  /** Whether another connection of the same agency has taken the place of this one. */
  boolean isSuperseded() {
    return isSuperseded;
  }
}
