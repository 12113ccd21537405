package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * One agency's conversation, in a virtual thread of its own.
 *
 * <p>It takes all whole requests that have arrived, handles them under one permit, waits once for
 * the disk, and answers once. It holds the permit neither while it waits for the agency's bytes,
 * nor while the agency takes its answer, nor while it waits for the draw.
 */
final class Session implements Runnable {
  private static final Logger LOGGER = LogManager.getLogger(Session.class);

  private final CentralOffice office;
  private final AgencySocket socket;

  /** Why the office ends this conversation; set by other threads, the first reason stays. */
  private volatile @Nullable RefusedException stopped;

  // Owned by the session's thread.
  private @Nullable AgencyLedger ledger;
  private int agency;
  private long betsReceived;
  private long betsStored;
  private long entryToAwait;
  private final MutableList<Bet> singleBets = Lists.mutable.empty();
  private boolean asksForWinners;

  Session(CentralOffice office, Socket socket) throws IOException {
    this.office = office;
    this.socket = new AgencySocket(socket, office.settings());
  }

  /**
   * Ends the conversation with an error, as soon as what has arrived is handled. Any thread;
   * idempotent.
   */
  void stop(ErrorCode code, String reason) {
    synchronized (this) {
      if (stopped == null) {
        stopped = new RefusedException(code, reason);
      }
    }
    socket.wakeReader();
    office.outcome().recheck();
  }

  /** Ends the connection now, whatever the session is doing. Any thread. */
  void cut() {
    socket.cut();
  }

  /** Ends the connection if the agency has not taken an answer for too long. Any thread. */
  void cutIfStuck(long nowNanos) {
    if (socket.isStuck(nowNanos)) {
      LOGGER.warn("action: send | result: fail | ip: {} | motivo: write-timeout", socket);
      cut();
    }
  }

  @Override
  public void run() {
    try (socket) {
      try {
        converse();
      } catch (RefusedException e) {
        refuse(e.code(), e.getMessage());
      } catch (ProtocolException e) {
        refuse(ErrorCode.MALFORMED, String.valueOf(e.getMessage()));
      } catch (SocketTimeoutException e) {
        refuse(ErrorCode.TIMEOUT, String.valueOf(e.getMessage()));
      } catch (LogException e) {
        refuse(ErrorCode.UNAVAILABLE, e.getMessage());
      }
    } catch (IOException e) {
      LOGGER.debug("action: connection | result: fail | ip: {} | motivo: {}", socket, e);
    }
  }

  private void converse() throws IOException, ProtocolException, RefusedException, LogException {
    Optional<ByteBuffer> frame = nextFrame();
    while (frame.isPresent()) {
      handleArrived(frame.get());
      socket.flush();
      if (asksForWinners) {
        sendWinners(awaitWinners());
      }
      frame = nextFrame();
    }
  }

  /**
   * Waits for a whole request, without a permit; empty when the agency has closed the connection.
   */
  private Optional<ByteBuffer> nextFrame() throws IOException, ProtocolException, RefusedException {
    Optional<ByteBuffer> frame = socket.nextFrame(ledger != null);
    checkNotStopped();
    return frame;
  }

  private void checkNotStopped() throws RefusedException {
    RefusedException reason = stopped;
    if (reason != null) {
      throw reason;
    }
  }

  /**
   * Handles a request and all that have arrived behind it, and writes the answers, under one
   * permit.
   */
  private void handleArrived(ByteBuffer first)
      throws IOException, ProtocolException, RefusedException, LogException {
    office.permits().acquireUninterruptibly();
    try {
      Optional<ByteBuffer> frame = Optional.of(first);
      while (frame.isPresent()) {
        handle(MessageCodec.decodeRequest(frame.get()));
        frame = asksForWinners ? Optional.empty() : socket.arrivedFrame();
      }
      acknowledge();
    } catch (RefusedException | ProtocolException e) {
      acknowledge(); // What came before the bad request was good.
      throw e;
    } finally {
      office.permits().release();
    }
  }

  private void handle(Request request) throws IOException, RefusedException, LogException {
    switch (request) {
      case Request.Ping ping -> answer(new Response.Pong(ping.echo()));
      case Request.Hello hello -> greet(hello);
      case Request.Batch batch -> take(greeted(), batch);
      case Request.Finish finish -> finish(greeted(), finish);
      case Request.AskWinners ask -> askWinners(greeted(), ask.waiting());
    }
  }

  private AgencyLedger greeted() throws RefusedException {
    if (ledger == null) {
      throw new RefusedException(ErrorCode.MALFORMED, "expected HELLO first");
    }
    return ledger;
  }

  private void greet(Request.Hello hello) throws IOException, RefusedException, LogException {
    if (ledger != null) {
      throw new RefusedException(ErrorCode.MALFORMED, "expected one HELLO, found a second");
    }
    if (hello.version() != Protocol.VERSION) {
      throw new RefusedException(
          ErrorCode.UNSUPPORTED_VERSION,
          "expected protocol version %d, found %d".formatted(Protocol.VERSION, hello.version()));
    }
    if (hello.draw() != office.settings().draw()) {
      throw new RefusedException(
          ErrorCode.WRONG_DRAW,
          "expected draw %d, found %d".formatted(office.settings().draw(), hello.draw()));
    }
    if (!office.barrier().expects(hello.agency())) {
      throw new RefusedException(
          ErrorCode.UNKNOWN_AGENCY, "the draw does not expect agency " + hello.agency());
    }
    agency = hello.agency();
    AgencyLedger mine = office.books().ledger(agency);
    ledger = mine;
    AgencyLedger.Standing standing = mine.greet(this);
    office.log().awaitDurable(standing.lastEntry());
    Response.Stage stage =
        office.outcome().now().isPresent()
            ? Response.Stage.DRAWN
            : standing.finished() ? Response.Stage.FINISHED : Response.Stage.OPEN;
    answer(
        new Response.Welcome(
            standing.total().bets(),
            standing.total().digest(),
            office.settings().frameBytesMax(),
            stage));
  }

  private void take(AgencyLedger mine, Request.Batch request)
      throws IOException, RefusedException, LogException {
    BetBatch bets = request.bets();
    Optional<BetProblem> problem = bets.firstProblem(LocalDate.now(office.clock()));
    if (problem.isPresent()) {
      BetProblem first = problem.get();
      answer(
          new Response.Rejected(
              request.firstIndex(), first.position(), first.field(), first.reason()));
      LOGGER.warn(
          "action: apuesta_recibida | result: fail | cantidad: {} | agencia: {} | motivo: apuesta"
              + " {}: {}",
          bets.count(),
          agency,
          first.position(),
          first);
      return;
    }
    AgencyLedger.Receipt receipt = mine.append(this, request.firstIndex(), bets, office.log());
    betsReceived += bets.count();
    betsStored = receipt.bets();
    entryToAwait = receipt.entry();
    if (bets.count() == 1) {
      singleBets.add(bets.iterator().next());
    }
  }

  private void finish(AgencyLedger mine, Request.Finish request)
      throws IOException, RefusedException, LogException {
    acknowledge();
    office.log().awaitDurable(mine.finish(this, request.total(), request.digest(), office.log()));
    ReadinessBarrier.Progress progress = office.arrive(agency);
    answer(new Response.Finished(progress.finished(), progress.expected()));
  }

  private void askWinners(AgencyLedger mine, boolean waiting)
      throws IOException, RefusedException, LogException {
    if (office.outcome().now().isEmpty()) {
      if (waiting && !mine.hasFinished()) {
        throw new RefusedException(
            ErrorCode.NOT_FINISHED, "expected FINISH before waiting for the draw");
      }
      if (!waiting) {
        ReadinessBarrier.Progress progress = office.barrier().progress();
        answer(new Response.NotReady(progress.finished(), progress.expected()));
        return;
      }
    }
    asksForWinners = true;
  }

  /** Writes an answer, after the acknowledgement of what came before. */
  private void answer(Response response) throws IOException, LogException {
    acknowledge();
    socket.write(response);
  }

  /** Acknowledges the batches that were taken, once they are durable. */
  private void acknowledge() throws IOException, LogException {
    if (betsReceived > 0) {
      office.log().awaitDurable(entryToAwait);
      socket.write(new Response.Stored(betsStored));
      LOGGER.info("action: apuesta_recibida | result: success | cantidad: {}", betsReceived);
      for (Bet bet : singleBets) {
        LOGGER.info(
            "action: apuesta_almacenada | result: success | dni: {} | numero: {}",
            bet.document(),
            bet.number());
      }
      singleBets.clear();
      betsReceived = 0;
    }
  }

  /** Waits for the draw, without a permit and with as little memory as can be. */
  private Winners awaitWinners() throws RefusedException {
    socket.releaseBuffer();
    Optional<Winners> winners = office.outcome().await(() -> stopped != null);
    if (winners.isEmpty()) {
      checkNotStopped();
    }
    asksForWinners = false;
    return winners.orElseThrow();
  }

  private void sendWinners(Winners winners) throws IOException {
    WinnersAnswer.send(winners, agency, office.settings().frameBytesMax(), socket);
    office.told(agency);
  }

  private void refuse(ErrorCode code, String reason) throws IOException {
    LOGGER.warn(
        "action: connection | result: fail | ip: {} | agencia: {} | motivo: {}: {}",
        socket,
        agency,
        code,
        reason);
    socket.farewell(new Response.Failure(code, reason));
  }
}
