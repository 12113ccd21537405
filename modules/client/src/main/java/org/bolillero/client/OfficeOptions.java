package org.bolillero.client;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.EnvironmentPrefix;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Range;
import org.bolillero.lottery.BetBatch;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The settings of every command that speaks to the office for an agency, as a mixin. */
@EnvironmentPrefix("CLI_")
final class OfficeOptions {
  private static final int DAY_SECONDS = 86_400;

  @Option(
      names = "--id",
      paramLabel = "N",
      required = true,
      descriptionKey = "id",
      description = "Speak for this agency.")
  @Range(min = 1, max = Integer.MAX_VALUE)
  private int agency;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      descriptionKey = "server.address",
      converter = ServerAddressConverter.class,
      description = "Speak to the office that listens here. An IPv6 address stands in brackets.")
  private ServerAddress server;

  @Option(
      names = "--draw",
      paramLabel = "N",
      defaultValue = "1",
      descriptionKey = "draw",
      description = "Bet in this draw.")
  @Range(min = 1, max = Integer.MAX_VALUE)
  private int draw;

  @Option(
      names = "--retry-seconds",
      paramLabel = "SECONDS",
      defaultValue = "30",
      descriptionKey = "retry.seconds",
      description = "Try again for this long while nothing gets better; 0 to never try again.")
  @Range(min = 0, max = DAY_SECONDS)
  private int retrySeconds;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      descriptionKey = "answer.timeout",
      description = "Wait this long for an answer. The wait for the draw has no limit.")
  @Range(min = 1, max = DAY_SECONDS)
  private int answerTimeout;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      descriptionKey = "log.level",
      description = "Log what is at least this important.")
  private LogLevel logLevel;

  /** Starts logging and logs the settings that are in force. */
  AgencySettings start(int batchMax, boolean isWaiting) {
    Logging.start(logLevel);
    Logger logger = LogManager.getLogger(OfficeOptions.class);
    logger.info(
        "action: config | result: success | client_id: {} | server_address: {} | draw: {}"
            + " | log_level: {}",
        agency,
        server,
        draw,
        logLevel);
    return new AgencySettings(
        agency,
        draw,
        server,
        batchMax,
        isWaiting,
        Duration.ofSeconds(retrySeconds),
        AgencySettings.CONNECT_TIMEOUT_DEFAULT,
        Duration.ofSeconds(answerTimeout));
  }

  /** The settings for one bet. */
  AgencySettings start() {
    return start(BetBatch.COUNT_MAX, false);
  }

  /** How a command ends when its agency could not do its work. */
  static CommandException failure(AgencyException e) {
    ExitCode exitCode =
        switch (e.reason()) {
          case BAD_INPUT -> ExitCode.BAD_INPUT;
          case UNREACHABLE -> ExitCode.UNREACHABLE;
          case REFUSED -> ExitCode.REFUSED;
          case CLOSED -> ExitCode.OK;
        };
    return new CommandException(exitCode, String.valueOf(e.getMessage()), e);
  }

  /** Reads an address. */
  static final class ServerAddressConverter implements ITypeConverter<ServerAddress> {
    @Override
    public ServerAddress convert(String text) {
      try {
        return ServerAddress.parse(text.strip());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
