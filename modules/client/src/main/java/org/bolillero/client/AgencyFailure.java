package org.bolillero.client;

import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/** How a command ends when an agency cannot do its work. */
public final class AgencyFailure {
  private AgencyFailure() {}

  /**
   * The failure of the command.
   *
   * @param failure what {@link Agency} has thrown
   * @return the failure, whose exit code says who has to do something
   */
  public static CommandException of(AgencyException failure) {
    ExitCode exitCode =
        switch (failure.kind()) {
          case BAD_INPUT -> ExitCode.BAD_INPUT;
          case OUTPUT -> ExitCode.STORAGE_FAILED;
          case UNREACHABLE -> ExitCode.UNREACHABLE;
          case REFUSED -> ExitCode.REFUSED;
          case CLOSED -> ExitCode.INTERRUPTED;
        };
    return new CommandException(exitCode, String.valueOf(failure.getMessage()), failure);
  }
}
