package org.bolillero.client;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Setting;
import org.bolillero.lottery.BetBatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of every command that speaks to the office for an agency. */
@Setting.WithoutEffect(
    prefix = OfficeOptions.PREFIX,
    keys = {"loop.amount", "loop.period", "loop.lapse"})
final class OfficeOptions {
  /** What their names in the environment start with. */
  static final String PREFIX = "CLI_";

  @Option(names = "--id", paramLabel = "N", required = true, description = "Speak for this agency.")
  @Setting(prefix = PREFIX, key = "id", min = 1)
  private int agency;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Speak to the office that listens here. An IPv6 address stands in brackets.",
      converter = ServerAddress.Reader.class)
  @Setting(prefix = PREFIX, key = "server.address")
  private ServerAddress server;

  @Option(names = "--draw", paramLabel = "N", defaultValue = "1", description = "Bet in this draw.")
  @Setting(prefix = PREFIX, key = "draw", min = 1)
  private int draw;

  @Option(
      names = "--retry-seconds",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Try again for this long while nothing gets better; 0 to never try again.")
  @Setting(prefix = PREFIX, key = "retry.seconds", min = 0, max = 86_400)
  private Duration retryLimit;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Wait this long for an answer. The wait for the draw has no limit.")
  @Setting(prefix = PREFIX, key = "answer.timeout", min = 1, max = 86_400)
  private Duration answerTimeout;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "Log what is at least this important.")
  @Setting(prefix = PREFIX, key = "log.level")
  private LogLevel logLevel;

  @Mixin private final ExitOnSignal exitOnSignal = new ExitOnSignal();

  /** Starts logging and logs the settings that are in force. */
  AgencySettings start(int batchMax, boolean isWaiting) {
    exitOnSignal.apply();
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
        retryLimit,
        AgencySettings.CONNECT_TIMEOUT_DEFAULT,
        answerTimeout);
  }

  /** The settings for one bet. */
  AgencySettings start() {
    return start(BetBatch.COUNT_MAX, false);
  }
}
