package org.bolillero.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Asks for an agency's winners over one connection, once all its bets are delivered. */
final class WinnersRequest {
  private static final Logger LOGGER = LogManager.getLogger(WinnersRequest.class);

  private final Connection connection;
  private final long bets;

  /**
   * Prepares to ask.
   *
   * @param bets how many bets the agency has: it cannot have more winners
   */
  WinnersRequest(Connection connection, long bets) {
    this.connection = connection;
    this.bets = bets;
  }

  /**
   * Asks, and waits for the draw if it is told to.
   *
   * @param timeout how long an answer may take; there is no limit to the wait for the draw
   */
  Outcome ask(boolean isWaiting, Duration timeout) throws IOException, AgencyException {
    connection.timeout(isWaiting ? Duration.ZERO : timeout);
    Response answer = connection.ask(new Request.AskWinners(isWaiting));
    connection.timeout(timeout);
    if (answer instanceof Response.NotReady m && !isWaiting) {
      LOGGER.info(
          "action: consulta_ganadores | result: in_progress | terminadas: {} | esperadas: {}",
          m.finished(),
          m.expected());
      return new Outcome.Pending(m.finished(), m.expected());
    }
    WinningDocuments winners = collect(part(answer));
    LOGGER.info(
        "action: consulta_ganadores | result: success | cant_ganadores: {}", winners.count());
    return new Outcome.Drawn(winners);
  }

  private WinningDocuments collect(Response.WinnersPart first) throws IOException, AgencyException {
    MutableList<ByteBuffer> parts = Lists.mutable.empty();
    int count = 0;
    Response.WinnersPart part = first;
    while (true) {
      count += count(part.documents());
      boolean isEnough = part.last() ? count == part.total() : count <= part.total();
      boolean isSomething = part.last() || part.documents().hasRemaining();
      if (part.total() != first.total() || part.total() > bets || !isEnough || !isSomething) {
        throw connection.unexpected(part);
      }
      parts.add(copy(part.documents()));
      if (part.last()) {
        return new WinningDocuments(parts, count);
      }
      part = part(connection.receive());
    }
  }

  private Response.WinnersPart part(Response response) throws AgencyException {
    if (response instanceof Response.WinnersPart part) {
      return part;
    }
    throw connection.unexpected(response);
  }

  private static int count(ByteBuffer documents) {
    int count = 0;
    for (int at = 0; at < documents.limit(); at += 1 + documents.get(at)) {
      count++;
    }
    return count;
  }

  private static ByteBuffer copy(ByteBuffer documents) {
    return ByteBuffer.allocate(documents.remaining()).put(documents.duplicate()).flip();
  }
}
