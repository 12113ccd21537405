package org.bolillero.server;

import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.storage.LogException;

/** How a command ends when a log cannot be used. */
final class LogFailure {
  private LogFailure() {}

  static CommandException of(LogException e) {
    ExitCode code =
        switch (e.kind()) {
          case IN_USE -> ExitCode.IN_USE;
          case MISSING -> ExitCode.BAD_INPUT;
          case DAMAGED -> ExitCode.DAMAGED;
          case FAILED, CLOSED -> ExitCode.STORAGE_FAILED;
        };
    return new CommandException(code, e.getMessage(), e);
  }
}
