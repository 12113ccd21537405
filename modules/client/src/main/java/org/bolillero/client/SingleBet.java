package org.bolillero.client;

import java.io.IOException;
import java.time.LocalDate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * Adds one bet after those that the office has.
 *
 * <p>If the connection is lost after the bet was sent, the next WELCOME decides. If the office has
 * as many bets as before, it was not stored, and is sent again. If it has more, the bet was stored,
 * or another process has added one for the same agency. Only if the office has a single bet does
 * the digest tell which.
 */
final class SingleBet {
  private static final Logger LOGGER = LogManager.getLogger(SingleBet.class);

  private final Bet bet;
  private final int agency;
  private final BetBatch batch;

  /** The index of the bet, if it was stored. */
  private long index;

  /** Whether the bet was sent and it is not known whether it was stored. */
  private boolean isUnclear;

  /** Prepares to send a bet, which must not break a rule. */
  SingleBet(Bet bet, int agency, LocalDate today) throws CommandException {
    this.bet = bet;
    this.agency = agency;
    BetBatchBuilder builder = new BetBatchBuilder(1, Protocol.FRAME_BYTES_DEFAULT, today);
    try {
      builder.add(bet);
    } catch (InvalidBetException e) {
      throw new CommandException(ExitCode.BAD_INPUT, e.problem().toString(), e);
    }
    this.batch = builder.build();
  }

  /** Adds the bet. When this returns, the office has it. */
  void submit(OfficeLink link) throws CommandException {
    try {
      link.converse(this::over);
    } catch (CommandException e) {
      throw isUnclear ? unclear(e) : e;
    }
    LOGGER.info(
        "action: apuesta_enviada | result: success | dni: {} | numero: {}",
        bet.document(),
        bet.number());
  }

  private boolean over(Connection connection, Response.Welcome welcome)
      throws IOException, CommandException {
    if (isUnclear && welcome.stored() > index) {
      if (isOnlyBet(welcome)) {
        return true;
      }
      throw new CommandException(ExitCode.UNREACHABLE, "the connection was lost");
    }
    isUnclear = false;
    index = welcome.stored();
    return switch (send(connection)) {
      case Response.Stored m when m.stored() == index + 1 -> true;
      case Response.Rejected m -> throw new RejectedBetException(m);
      case Response.Stored m -> throw connection.unexpected(m);
      case Response.Finished m -> throw connection.unexpected(m);
    };
  }

  private Response.DeliveryAnswer send(Connection connection) throws IOException, CommandException {
    isUnclear = true;
    try {
      var answer = connection.ask(new Request.Batch(index, batch), Response.DeliveryAnswer.class);
      isUnclear = false;
      return answer;
    } catch (FinalErrorException e) {
      // Another connection of the agency may take over before or after the bet is stored.
      isUnclear = e.is(ErrorCode.SUPERSEDED);
      throw refusalOf(e);
    }
  }

  private CommandException refusalOf(FinalErrorException e) {
    if (e.is(ErrorCode.ALREADY_FINISHED)) {
      return new CommandException(
          ExitCode.REFUSED, "agency " + agency + " has finished, so it cannot add a bet", e);
    }
    if (e.is(ErrorCode.CLOSED)) {
      return new CommandException(
          ExitCode.CLOSED, "agency %d cannot add a bet: %s".formatted(agency, e.getMessage()), e);
    }
    return e;
  }

  private boolean isOnlyBet(Response.Welcome welcome) {
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(batch);
    return welcome.stored() == 1 && welcome.digest().equals(digest.value());
  }

  private CommandException unclear(CommandException e) {
    return new CommandException(
        e.exitCode(),
        "%s; whether bet %d of agency %d is this one is not known, so look at the office's log dump"
            .formatted(e.getMessage(), index + 1, agency),
        e);
  }
}
