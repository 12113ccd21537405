package org.bolillero.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.client.AgencyException.Kind;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** Asks for an agency's winners over one connection, once all its bets are delivered. */
final class WinnersRequest {
  private static final Logger LOGGER = LogManager.getLogger(WinnersRequest.class);

  private final Connection connection;
  private final long bets;
  private final WinnersTarget target;

  /**
   * Prepares to ask.
   *
   * @param bets how many bets the agency has: it cannot have more winners
   * @param target where the winners go
   */
  WinnersRequest(Connection connection, long bets, WinnersTarget target) {
    this.connection = connection;
    this.bets = bets;
    this.target = target;
  }

  /**
   * Asks, and waits for the draw if it is told to.
   *
   * @param timeout how long an answer may take; there is no limit to the wait for the draw
   */
  DrawStatus ask(boolean isWaiting, Duration timeout) throws IOException, AgencyException {
    connection.timeout(isWaiting ? Duration.ZERO : timeout);
    var answer = connection.ask(new Request.AskWinners(isWaiting), Response.WinnersAnswer.class);
    connection.timeout(timeout);
    return switch (answer) {
      case Response.WinnersPart first -> drawn(collect(first));
      case Response.NotReady m when !isWaiting -> pending(m.finished(), m.expected());
      case Response.NotReady m -> throw connection.unexpected(m);
    };
  }

  private static DrawStatus drawn(int winners) {
    LOGGER.info("action: consulta_ganadores | result: success | cant_ganadores: {}", winners);
    return new DrawStatus.Drawn(winners);
  }

  private static DrawStatus pending(int finished, int expected) {
    LOGGER.info(
        "action: consulta_ganadores | result: in_progress | terminadas: {} | esperadas: {}",
        finished,
        expected);
    return new DrawStatus.Pending(finished, expected);
  }

  private int collect(Response.WinnersPart first) throws IOException, AgencyException {
    onTarget(target::begin);
    int count = 0;
    Response.WinnersPart part = first;
    while (true) {
      count += count(part.documents());
      boolean isEnough = part.last() ? count == part.total() : count <= part.total();
      boolean isSomething = part.last() || part.documents().hasRemaining();
      if (part.total() != first.total() || part.total() > bets || !isEnough || !isSomething) {
        throw connection.unexpected(part);
      }
      ByteBuffer documents = part.documents();
      onTarget(() -> target.add(documents));
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

  /** Tells a failure of the target from one of the connection, which would have it come again. */
  private static void onTarget(OnTarget what) throws AgencyException {
    try {
      what.run();
    } catch (IOException e) {
      throw new AgencyException(Kind.OUTPUT, String.valueOf(e.getMessage()), e);
    }
  }

  @FunctionalInterface
  private interface OnTarget {
    void run() throws IOException;
  }
}
