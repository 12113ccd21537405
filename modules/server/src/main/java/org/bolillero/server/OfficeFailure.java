package org.bolillero.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.storage.LogException;
import org.bolillero.tls.TlsFileException;

/** Turns the failure of an office or its log into that of a command. */
public final class OfficeFailure {
  private OfficeFailure() {}

  /**
   * When an office cannot start or go on.
   *
   * @param failure what {@link CentralOffice} has thrown
   * @param settings those of the office
   * @return the failure of the command
   */
  public static CommandException of(Exception failure, OfficeSettings settings) {
    return switch (failure) {
      case LogException e -> of(e);
      case SettingsConflictException e ->
          new CommandException(ExitCode.USAGE, settings.data() + ": " + e.getMessage(), e);
      case TlsFileException e ->
          new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
      case AdminFailedException e -> of(e, settings);
      case BindException e when !canListen(settings) ->
          new CommandException(
              ExitCode.USAGE,
              "host: expected an address of this machine, found "
                  + settings.listenAddress().getHostString(),
              e);
      case BindException e ->
          new CommandException(
              ExitCode.IN_USE,
              "port %d: expected one that can be listened on: %s"
                  .formatted(settings.port(), e.getMessage()),
              e);
      case IOException e ->
          new CommandException(
              ExitCode.INTERNAL,
              "cannot listen on port " + settings.port() + ": " + Reason.of(e),
              e);
      default -> throw new IllegalArgumentException(failure);
    };
  }

  private static CommandException of(AdminFailedException failure, OfficeSettings settings) {
    IOException why = failure.why();
    return why instanceof BindException
        ? new CommandException(
            ExitCode.IN_USE,
            "admin: port %d: expected one that can be listened on: %s"
                .formatted(
                    settings.adminAddress().map(InetSocketAddress::getPort).orElse(0),
                    why.getMessage()),
            failure)
        : new CommandException(
            ExitCode.INTERNAL,
            "admin: cannot listen on port %d: %s"
                .formatted(
                    settings.adminAddress().map(InetSocketAddress::getPort).orElse(0),
                    Reason.of(why)),
            failure);
  }

  /**
   * When a log cannot be used.
   *
   * @param failure what {@code storage} has thrown
   * @return the failure of the command
   */
  public static CommandException of(LogException failure) {
    ExitCode code =
        switch (failure.kind()) {
          case IN_USE -> ExitCode.IN_USE;
          case UNSUITABLE -> ExitCode.USAGE;
          case MISSING -> ExitCode.BAD_INPUT;
          case DAMAGED -> ExitCode.DAMAGED;
          case TAKEN_OVER -> ExitCode.TAKEN_OVER;
          case FAILED, CLOSED -> ExitCode.STORAGE_FAILED;
        };
    return new CommandException(code, failure.getMessage(), failure);
  }

  /** Whether any port of the address is free: if none is, it is not an address of this machine. */
  private static boolean canListen(OfficeSettings settings) {
    try (ServerSocket any = new ServerSocket(0, 1, settings.listenAddress().getAddress())) {
      return any.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
