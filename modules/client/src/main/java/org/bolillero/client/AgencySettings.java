package org.bolillero.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.bolillero.lottery.BetBatch;

/**
 * What an agency has to know to do its work. Immutable and validated.
 *
 * @param agency who the agency is
 * @param draw which draw its bets are for
 * @param server where the office is
 * @param batchMax the most bets of a batch, 1 to 65535; a frame may hold fewer
 * @param isWaiting whether to wait for the draw, or else to ask only once who has won
 * @param retryLimit for how long to try again after a failure while nothing gets better; zero to
 *     never try again
 * @param connectTimeout how long the office may take to accept a connection
 * @param answerTimeout how long the office may take to answer, but for the wait for the draw
 */
public record AgencySettings(
    int agency,
    int draw,
    ServerAddress server,
    int batchMax,
    boolean isWaiting,
    Duration retryLimit,
    Duration connectTimeout,
    Duration answerTimeout) {
  /** The draw, unless another is named. */
  public static final int DRAW_DEFAULT = 1;

  /** As many bets as a frame holds: the office decides by what it announces. */
  public static final int BATCH_MAX_DEFAULT = BetBatch.COUNT_MAX;

  /** For how long to try again, unless said otherwise. */
  public static final Duration RETRY_LIMIT_DEFAULT = Duration.ofSeconds(30);

  /** How long a connection may take. */
  public static final Duration CONNECT_TIMEOUT_DEFAULT = Duration.ofSeconds(5);

  /** How long an answer may take. */
  public static final Duration ANSWER_TIMEOUT_DEFAULT = Duration.ofSeconds(60);

  /** Checks every range. */
  public AgencySettings {
    requireNonNull(server, "server");
    require(agency >= 1, "agency", "1 to 2147483647", agency);
    require(draw >= 1, "draw", "1 to 2147483647", draw);
    boolean isBatch = batchMax >= 1 && batchMax <= BetBatch.COUNT_MAX;
    require(isBatch, "batchMax", "1 to 65535", batchMax);
    require(!retryLimit.isNegative(), "retryLimit", "0 or more", retryLimit);
    require(isTimeout(connectTimeout), "connectTimeout", "1 ms to 1 day", connectTimeout);
    require(isTimeout(answerTimeout), "answerTimeout", "1 ms to 1 day", answerTimeout);
  }

  /**
   * The settings of an agency that leaves everything else as it is by default.
   *
   * @param agency who the agency is
   * @param server where the office is
   * @return the settings
   */
  public static AgencySettings of(int agency, ServerAddress server) {
    return new AgencySettings(
        agency,
        DRAW_DEFAULT,
        server,
        BATCH_MAX_DEFAULT,
        true,
        RETRY_LIMIT_DEFAULT,
        CONNECT_TIMEOUT_DEFAULT,
        ANSWER_TIMEOUT_DEFAULT);
  }

  private static boolean isTimeout(Duration duration) {
    return duration.toMillis() >= 1 && duration.compareTo(Duration.ofDays(1)) <= 0;
  }

  private static void require(boolean condition, String name, String allowed, Object found) {
    if (!condition) {
      throw new IllegalArgumentException(name + " must be " + allowed + ", not " + found);
    }
  }
}
