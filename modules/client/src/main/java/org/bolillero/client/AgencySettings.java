package org.bolillero.client;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.bolillero.console.LogFormat;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Program;
import org.bolillero.console.Setting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What an agency needs to know to talk to the office. Each setting is defined only here, and those
 * for a file of bets only in {@link DeliverySettings}. Nothing changes once they have been read.
 */
@Setting.WithoutEffect(
    prefix = AgencySettings.PREFIX,
    keys = {"loop.amount", "loop.period", "loop.lapse"})
public final class AgencySettings {
  /** The prefix of an agency's settings in the environment. */
  static final String PREFIX = "CLI_";

  @Option(names = "--id", required = true, description = "Act for this agency.")
  @Setting(prefix = PREFIX, key = "id", min = 1)
  private int agency;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      description =
          "Connect to the office at this address. Put an IPv6 address in brackets. Several offices"
              + " that share one log, with commas between their addresses, are tried in turn.",
      converter = ServerAddresses.Reader.class)
  @Setting(prefix = PREFIX, key = "server.address")
  private ServerAddresses servers;

  @Option(
      names = "--draw",
      defaultValue = "1",
      description = "Bet in this draw; 0 for the one that is open.")
  @Setting(prefix = PREFIX, key = "draw", min = 0)
  private int draw;

  @Option(
      names = "--retry-seconds",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Keep trying for this long without progress; 0 to try only once.")
  @Setting(prefix = PREFIX, key = "retry.seconds", min = 0, max = 86_400)
  private Duration retryLimit;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Wait at most this long for an answer. The wait for the draw has no limit; of several"
              + " offices, one that no longer answers is left for another one.")
  @Setting(prefix = PREFIX, key = "answer.timeout", min = 1, max = 86_400)
  private Duration answerTimeout;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "Log messages of at least this level.")
  @Setting(prefix = PREFIX, key = "log.level")
  private LogLevel logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What log lines look like.")
  @Setting(prefix = PREFIX, key = "log.format")
  private LogFormat logFormat;

  @Mixin private final TlsSettings tls = new TlsSettings();
  @Mixin private final ExitOnSignal exitOnSignal = new ExitOnSignal();

  /** Made by picocli, or by {@link #of}. */
  AgencySettings() {}

  /**
   * {@return the settings that a command line gives}
   *
   * @param arguments what a user would type, such as {@code --id=1}; a setting that is not among
   *     them has its default
   * @throws IllegalArgumentException if one of them is wrong
   */
  public static AgencySettings of(String... arguments) {
    return Program.configure(new AgencySettings(), arguments);
  }

  /** Starts logging, and logs the settings in effect. */
  void start() {
    exitOnSignal.apply();
    Logging.start(logLevel, logFormat);
    LogManager.getLogger(AgencySettings.class)
        .info(
            "action: config | result: success | client_id: {} | server_address: {} | draw: {}"
                + " | log_level: {}",
            agency,
            servers,
            draw,
            logLevel);
  }

  int agency() {
    return agency;
  }

  /** The draw to bet in; 0 is the one that is open. */
  int draw() {
    return draw;
  }

  ServerAddresses servers() {
    return servers;
  }

  /** What certificates there are, if any. */
  TlsSettings tls() {
    return tls;
  }

  /** How long to try again after a failure while there is no progress; zero: not at all. */
  Duration retryLimit() {
    return retryLimit;
  }

  /** How long the office may take to answer, except for the wait for the draw. */
  Duration answerTimeout() {
    return answerTimeout;
  }
}
