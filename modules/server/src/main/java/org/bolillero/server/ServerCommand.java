package org.bolillero.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogFormat;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Program;
import org.bolillero.console.Setting;
import org.bolillero.console.Termination;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.storage.LogException;
import org.bolillero.tls.TlsFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code server}: runs a central office until it is told to stop. */
@Command(
    name = "server",
    header = "Run the central office.",
    description = {
      "Takes bets from agencies, stores each acknowledged bet durably and exactly once, and holds"
          + " the draw when the last expected agency has finished. All it knows is in the log in"
          + " the data folder: started again on the same folder, it goes on where it was.",
      "Log lines go to standard error. SIGTERM ends it: it stops listening, stores and"
          + " acknowledges what was received, closes everything with a log line each, and exits"
          + " with 0.",
      "With --tls-cert, SIGHUP has it read its certificates and the list of revoked ones again;"
          + " without, SIGHUP ends it, unless systemd has started it."
    },
    footer = {
      "  bolillero server --agencies 1-5 --data office",
      "  bolillero server --port 0 --agencies 1-3,7 --data office --exit-after-draw"
    })
@Ends({
  ExitCode.BAD_INPUT,
  ExitCode.IN_USE,
  ExitCode.DAMAGED,
  ExitCode.STORAGE_FAILED,
  ExitCode.TAKEN_OVER
})
// In existing deployments: the name that agencies know the office by.
@Setting.WithoutEffect(keys = "server.ip")
public final class ServerCommand implements Action {
  @Mixin private final OfficeSettings settings = new OfficeSettings();

  @Option(
      names = "--logging-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "Log what is at least this important.")
  @Setting(key = "logging.level")
  private LogLevel loggingLevel;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What log lines look like.")
  @Setting(key = "logging.format")
  private LogFormat logFormat;

  /** For one run. */
  public ServerCommand() {}

  /**
   * Runs this command alone, as the module's own program.
   *
   * @param arguments what the user typed
   */
  public static void main(String[] arguments) {
    Program.main(new ServerCommand(), arguments);
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    try {
      settings.requireFit();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    Logging.start(loggingLevel, logFormat);
    runUntilItsEnd();
    return ExitCode.OK;
  }

  /** Returns when the office has ended, by itself or by a signal. */
  private void runUntilItsEnd() throws CommandException, InterruptedException {
    Clock clock = DayClock.system();
    AtomicReference<@Nullable CentralOffice> running = new AtomicReference<>();
    Termination.endOnSignal(() -> close(running.get()));
    if (settings.tls().files().isPresent() || Termination.isOfServiceManager()) {
      Termination.onHangUp(() -> reload(running.get()));
    }
    LogLines.configured(settings, loggingLevel, LocalDate.now(clock));
    try (CentralOffice office = CentralOffice.open(settings, clock)) {
      running.set(office);
      office.awaitEnd();
    } catch (LogException | SettingsConflictException | TlsFileException | IOException e) {
      throw OfficeFailure.of(e, settings);
    }
  }

  /** An office that is still starting is about to read its certificates, or has just done so. */
  private static void reload(@Nullable CentralOffice office) {
    if (office != null) {
      try {
        office.reload();
      } catch (TlsFileException _) {
        // A log line has said why, and nothing has changed.
      }
    }
  }

  /** A start may be given up at any point: the next one does all of it again. */
  private static void close(@Nullable CentralOffice office) throws CommandException {
    if (office == null) {
      LogLines.startGivenUp();
      return;
    }
    try {
      office.close();
    } catch (LogException e) {
      throw OfficeFailure.of(e);
    }
  }
}
