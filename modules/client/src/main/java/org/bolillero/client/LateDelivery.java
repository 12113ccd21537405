package org.bolillero.client;

import java.io.IOException;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.protocol.Response.Stage;

/**
 * Ends a delivery after the office has said that sales are closed: with the bets that it had
 * acknowledged before, which are those that count. Used by one thread.
 */
final class LateDelivery {
  private static final Logger LOGGER = LogManager.getLogger(LateDelivery.class);

  private final BetFile file;
  private final AgencySettings settings;
  private final OfficeLink link;
  private final FinalErrorException closed;

  /** Prepares to end the delivery that has ended with an error. */
  LateDelivery(BetFile file, AgencySettings settings, OfficeLink link, FinalErrorException closed) {
    this.file = file;
    this.settings = settings;
    this.link = link;
    this.closed = closed;
  }

  /**
   * Gives away the rows that do not count, finishes with the bets that do, so that the draw need
   * not wait for anybody to excuse the agency, and asks for the winners without waiting.
   *
   * @return what has happened
   * @throws CommandException if not all of that could be done, or if there is no row that does not
   *     count, so that the error made no sense
   */
  SalesClosedException finish(WinnersTarget winners, UncountedTarget uncounted)
      throws CommandException {
    long counted = link.acknowledged();
    if (counted < 0) {
      throw closed;
    }
    link.progress();
    try (BetFileReader reader = file.open(BetBatch.COUNT_MAX, Protocol.FRAME_BYTES_LIMIT)) {
      while (reader.index() < counted && reader.next(counted - reader.index()).isPresent()) {
        link.requireOpen();
      }
      Request.Finish finish = new Request.Finish(reader.index(), reader.digest());
      BetFileReader.Rest rest = reader.skipRest();
      if (rest.rows() == 0) {
        throw closed;
      }
      LOGGER.warn(
          "action: cierre | result: fail | cuentan: {} | no_cuentan: {}", counted, rest.rows());
      // 1. The rows, which are known without the office.
      file.copy(rest, uncounted);
      uncounted.end();
      // 2. The office, which may be away for a while.
      OptionalInt won =
          link.converse((connection, welcome) -> finish(connection, welcome, finish, winners));
      return new SalesClosedException(settings.agency(), counted, rest.rows(), won);
    }
  }

  private OptionalInt finish(
      Connection connection, Response.Welcome welcome, Request.Finish finish, WinnersTarget winners)
      throws IOException, CommandException {
    if (!finish.equals(new Request.Finish(welcome.stored(), welcome.digest()))) {
      throw new CommandException(
          ExitCode.REFUSED,
          "the office had said that sales are closed after %d bets of %s, but has %d now"
              .formatted(finish.total(), file.path(), welcome.stored()));
    }
    if (welcome.stage() == Stage.OPEN) {
      Delivery.logFinished(connection.ask(finish, Response.Finished.class));
    }
    return new WinnersRequest(connection, finish.total(), winners).ask(settings.answerTimeout());
  }
}
