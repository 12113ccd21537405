package org.bolillero.client;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Termination;
import org.bolillero.lottery.BetBatch;

/** The settings of every command that speaks to the office for an agency. */
final class OfficeOptions {
  /** What their names in the environment start with. */
  static final String PREFIX = "CLI_";

  private static final int DAY_SECONDS = 86_400;
  private static final int EXIT_CODE_MAX = 255;

  private final Option<Integer> agency;
  private final Option<ServerAddress> server;
  private final Option<Integer> draw;
  private final Option<Integer> retrySeconds;
  private final Option<Integer> answerTimeout;
  private final Option<LogLevel> logLevel;
  private final Option<Integer> exitOnSignal;

  /** Adds them to those of a command. */
  OfficeOptions(Options options) {
    agency =
        options
            .number("--id", 1, Integer.MAX_VALUE)
            .label("N")
            .required()
            .setting(PREFIX, "id")
            .description("Speak for this agency.");
    server =
        address(options, "--server")
            .label("HOST:PORT")
            .description(
                "Speak to the office that listens here. An IPv6 address stands in brackets.");
    draw =
        options
            .number("--draw", 1, Integer.MAX_VALUE)
            .label("N")
            .byDefault(1)
            .setting(PREFIX, "draw")
            .description("Bet in this draw.");
    retrySeconds =
        options
            .number("--retry-seconds", 0, DAY_SECONDS)
            .label("SECONDS")
            .byDefault(30)
            .setting(PREFIX, "retry.seconds")
            .description(
                "Try again for this long while nothing gets better; 0 to never try again.");
    answerTimeout =
        options
            .number("--answer-timeout", 1, DAY_SECONDS)
            .label("SECONDS")
            .byDefault(60)
            .setting(PREFIX, "answer.timeout")
            .description("Wait this long for an answer. The wait for the draw has no limit.");
    logLevel =
        options
            .level("--log-level")
            .label("LEVEL")
            .byDefault(LogLevel.INFO)
            .setting(PREFIX, "log.level")
            .description("Log what is at least this important.");
    exitOnSignal = exitOnSignal(options);
    options.acceptWithoutEffect(PREFIX, "loop.amount", "loop.period", "loop.lapse");
  }

  /** Adds what a signal ends a command with that it interrupts. */
  static Option<Integer> exitOnSignal(Options options) {
    return options
        .number("--exit-on-signal", 0, EXIT_CODE_MAX)
        .label("CODE")
        .setting(PREFIX, "exit_on_signal")
        .description(
            "When a signal interrupts it, end with this code instead of 143 (SIGTERM), 130"
                + " (SIGINT) or 129 (SIGHUP). Whoever starts it takes 0 for done.");
  }

  /** Adds the address of an office. */
  static Option<ServerAddress> address(Options options, String name) {
    return options
        .value(name, text -> ServerAddress.parse(text.strip()))
        .required()
        .setting(PREFIX, "server.address");
  }

  /** Starts logging and logs the settings that are in force. */
  AgencySettings start(int batchMax, boolean isWaiting) {
    exitOnSignal.found().ifPresent(Termination::exitOnSignal);
    Logging.start(logLevel.value());
    Logger logger = LogManager.getLogger(OfficeOptions.class);
    logger.info(
        "action: config | result: success | client_id: {} | server_address: {} | draw: {}"
            + " | log_level: {}",
        agency.value(),
        server.value(),
        draw.value(),
        logLevel.value());
    return new AgencySettings(
        agency.value(),
        draw.value(),
        server.value(),
        batchMax,
        isWaiting,
        Duration.ofSeconds(retrySeconds.value()),
        AgencySettings.CONNECT_TIMEOUT_DEFAULT,
        Duration.ofSeconds(answerTimeout.value()));
  }

  /** The settings for one bet. */
  AgencySettings start() {
    return start(BetBatch.COUNT_MAX, false);
  }

  /** How a command ends when its agency could not do its work. */
  static CommandException failure(AgencyException e) {
    ExitCode exitCode =
        switch (e.kind()) {
          case BAD_INPUT -> ExitCode.BAD_INPUT;
          case OUTPUT -> ExitCode.STORAGE_FAILED;
          case UNREACHABLE -> ExitCode.UNREACHABLE;
          case REFUSED -> ExitCode.REFUSED;
          case CLOSED -> ExitCode.INTERRUPTED;
        };
    return new CommandException(exitCode, String.valueOf(e.getMessage()), e);
  }
}
