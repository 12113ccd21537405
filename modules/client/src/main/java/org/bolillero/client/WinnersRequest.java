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

  /** Prepares to ask for an agency with so many bets, which cannot have more winners. */
  WinnersRequest(Connection connection, long bets, WinnersTarget target) {
    this.connection = connection;
    this.bets = bets;
    this.target = target;
  }

  /** Asks, and waits for the draw if told to: that without a limit, for all else a timeout. */
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
      boolean isRightCount = part.last() ? count == part.total() : count <= part.total();
      boolean hasProgress = part.last() || part.documents().hasRemaining();
      if (part.total() != first.total() || part.total() > bets || !isRightCount || !hasProgress) {
        throw connection.unexpected(part);
      }
      byte[] lines = lines(part.documents());
      onTarget(() -> target.add(lines));
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

  /** A line for each document, which takes as many bytes as the document with its length. */
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

  /** Keeps a failure of the target apart from one of the connection, after which it comes again. */
  private static void onTarget(TargetCall call) throws AgencyException {
    try {
      call.run();
    } catch (IOException e) {
      throw new AgencyException(Kind.OUTPUT, String.valueOf(e.getMessage()), e);
    }
  }

  @FunctionalInterface
  private interface TargetCall {
    void run() throws IOException;
  }
}
