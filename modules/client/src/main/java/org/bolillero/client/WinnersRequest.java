package org.bolillero.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * Asks for an agency's winners over one connection, after all its bets have been delivered.
 *
 * @param connection to the office
 * @param bets how many bets the agency has; it cannot have more winners
 * @param target where the winners go
 */
record WinnersRequest(Connection connection, long bets, WinnersTarget target) {
  private static final Logger LOGGER = LogManager.getLogger(WinnersRequest.class);

  /**
   * Asks without waiting for the draw.
   *
   * @param timeout how long the office may be silent
   * @return how many winners there are; empty if the draw has not been held
   */
  OptionalInt ask(Duration timeout) throws IOException, CommandException {
    connection.timeout(timeout);
    switch (connection.ask(new Request.AskWinners(false), Response.WinnersAnswer.class)) {
      case Response.WinnersPart first -> {
        return OptionalInt.of(take(first));
      }
      case Response.NotReady m -> {
        LOGGER.info(
            "action: consulta_ganadores | result: in_progress | terminadas: {} | esperadas: {}",
            m.finished(),
            m.expected());
        return OptionalInt.empty();
      }
    }
  }

  /**
   * Asks, and waits for the draw, without a limit.
   *
   * @param timeout how long the office may be silent otherwise
   * @param watch may end the wait
   * @return how many winners there are
   */
  OptionalInt await(Duration timeout, DrawWatch watch) throws IOException, CommandException {
    connection.timeout(timeout);
    connection.request(new Request.AskWinners(true));
    Response.WinnersPart first = awaitFirst(watch);
    connection.timeout(timeout);
    return OptionalInt.of(take(first));
  }

  private Response.WinnersPart awaitFirst(DrawWatch watch) throws IOException, CommandException {
    while (true) {
      connection.timeout(watch.untilNext());
      try {
        return connection.receive(Response.WinnersPart.class);
      } catch (SocketTimeoutException _) {
        watch.look(connection);
      }
    }
  }

  private int take(Response.WinnersPart first) throws IOException, CommandException {
    int count = collect(first);
    if (first.isCorrection()) {
      LOGGER.warn("action: correccion | result: success | cant_ganadores: {}", count);
    }
    LOGGER.info("action: consulta_ganadores | result: success | cant_ganadores: {}", count);
    return count;
  }

  private int collect(Response.WinnersPart first) throws IOException, CommandException {
    target.begin();
    int count = 0;
    Response.WinnersPart part = first;
    while (true) {
      count += count(part.documents());
      boolean isRightCount = part.last() ? count == part.total() : count <= part.total();
      boolean hasProgress = part.last() || part.documents().hasRemaining();
      boolean isOfOneResult =
          part.total() == first.total() && part.isCorrection() == first.isCorrection();
      if (!isOfOneResult || part.total() > bets || !isRightCount || !hasProgress) {
        throw connection.unexpected(part);
      }
      target.add(lines(part.documents()));
      if (part.last()) {
        return count;
      }
      part = connection.receive(Response.WinnersPart.class);
    }
  }

  private static int count(ByteBuffer documents) {
    int count = 0;
    for (int at = 0; at < documents.limit(); at += 1 + documents.get(at)) {
      count++;
    }
    return count;
  }

  /** A line for each document, which takes as many bytes as the document and its length. */
  private static byte[] lines(ByteBuffer documents) {
    byte[] lines = new byte[documents.remaining()];
    for (int at = 0; documents.hasRemaining(); at++) {
      int length = documents.get();
      documents.get(lines, at, length);
      at += length;
      lines[at] = '\n';
    }
    return lines;
  }
}
