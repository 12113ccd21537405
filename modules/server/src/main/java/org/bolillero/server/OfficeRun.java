package org.bolillero.server;

import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Reason;
import org.bolillero.console.Termination;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * The office as a program, from its first log line to its end.
 *
 * <p>Not part of {@link ServerCommand}, whose object is made before its options are read: a logger
 * among its fields would have Log4j configure itself before it is known how to log, and a second
 * time afterwards.
 */
final class OfficeRun {
  private static final Logger LOGGER = LogManager.getLogger(OfficeRun.class);

  private OfficeRun() {}

  /** Returns when the office has ended, by itself or by a signal. */
  static void untilItsEnd(OfficeSettings settings, LogLevel loggingLevel)
      throws CommandException, InterruptedException {
    Clock clock = DayClock.system();
    AtomicReference<@Nullable CentralOffice> running = new AtomicReference<>();
    Termination.endOnSignal(() -> close(running.get()));
    LOGGER.info(
        "action: config | result: success | port: {} | listen_backlog: {} | logging_level: {}"
            + " | hoy: {}",
        settings.port(),
        settings.listenBacklog(),
        loggingLevel,
        LocalDate.now(clock));
    try (CentralOffice office = CentralOffice.open(settings, clock)) {
      running.set(office);
      office.awaitEnd();
    } catch (LogException e) {
      throw LogFailure.of(e);
    } catch (SettingsConflictException e) {
      throw new CommandException(ExitCode.USAGE, settings.data() + ": " + e.getMessage(), e);
    } catch (BindException e) {
      throw new CommandException(
          ExitCode.IN_USE,
          "port %d: expected one that can be listened on: %s"
              .formatted(settings.port(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INTERNAL, "cannot listen on port " + settings.port() + ": " + Reason.of(e), e);
    }
  }

  /** A start can be left at any point: the next one does all of it again. */
  private static void close(@Nullable CentralOffice office) throws CommandException {
    if (office == null) {
      LOGGER.info("action: close | result: success | recurso: arranque");
      return;
    }
    try {
      office.close();
    } catch (LogException e) {
      throw LogFailure.of(e);
    }
  }
}
