package org.bolillero.server;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.Logging;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.JournalEvent.AgencyTotal;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * What each request of an agency means, and what is answered to it. Owned by the session's thread.
 *
 * <p>Answers are only written here; the session sends them when it holds no permit any more.
 */
final class Conversation {
  private static final Logger LOGGER = LogManager.getLogger(Conversation.class);

  private final OfficeState office;
  private final Consumer<RefusedException> onSuperseded;
  private final AgencySocket socket;

  private @Nullable AgencyLedger ledger;
  private long epoch;
  private int agency;
  private long betsReceived;
  private long betsStored;
  private long entryToAwait;
  private final MutableList<Bet> singleBets = Lists.mutable.empty();
  private boolean asksForWinners;

  /** Read also by a thread that says goodbye while the session's waits for a request. */
  private volatile boolean hasRejected;

  /**
   * Begins a conversation.
   *
   * @param onSuperseded is told when the agency opens another connection, by the thread of that one
   */
  Conversation(OfficeState office, Consumer<RefusedException> onSuperseded, AgencySocket socket) {
    this.office = office;
    this.onSuperseded = onSuperseded;
    this.socket = socket;
  }

  /** The agency that was greeted, or 0. */
  int agency() {
    return agency;
  }

  boolean isGreeted() {
    return ledger != null;
  }

  /** Whether the winners must be sent before anything else is handled. */
  boolean asksForWinners() {
    return asksForWinners;
  }

  /**
   * Whether the log has said by now why it comes to this: what an agency had sent behind a batch
   * that was rejected does not fit, since that batch is missing.
   */
  boolean hasExplained(RefusedException why) {
    return hasRejected
        && (why.code() == ErrorCode.OUT_OF_ORDER || why.code() == ErrorCode.TOTALS_DIFFER);
  }

  /** Handles a request; what is asked of the disk may stay open until {@link #acknowledge}. */
  void handle(Request request) throws IOException, RefusedException, LogException {
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
    AgencyLedger.Greeting greeting = mine.greet(onSuperseded);
    epoch = greeting.epoch();
    AgencyLedger.Standing standing = greeting.standing();
    office.journal().awaitDurable(standing.lastEntry());
    Response.Stage stage =
        office.outcome().now().isPresent()
            ? Response.Stage.DRAWN
            : standing.finished() ? Response.Stage.FINISHED : Response.Stage.OPEN;
    int frameBytesMax = office.settings().frameBytesMax();
    AgencyTotal total = standing.total();
    answer(new Response.Welcome(total.bets(), total.digest(), frameBytesMax, stage));
    socket.welcomed();
  }

  private void take(AgencyLedger mine, Request.Batch request)
      throws IOException, RefusedException, LogException {
    BetBatch bets = request.bets();
    Optional<BetProblem> problem = bets.firstProblem(LocalDate.now(office.machine().clock()));
    if (problem.isPresent()) {
      reject(request, problem.get());
      return;
    }
    AgencyLedger.Receipt receipt = mine.append(epoch, request.firstIndex(), bets, office.journal());
    betsReceived += bets.count();
    betsStored = receipt.bets();
    entryToAwait = receipt.entry();
    if (bets.count() == 1) {
      singleBets.add(bets.iterator().next());
    }
  }

  private void reject(Request.Batch request, BetProblem problem) throws IOException, LogException {
    hasRejected = true;
    answer(
        new Response.Rejected(
            request.firstIndex(), problem.position(), problem.field(), problem.reason()));
    LOGGER.warn(
        Logging.BULK,
        "action: apuesta_recibida | result: fail | cantidad: {} | agencia: {} | motivo: apuesta {}:"
            + " {}",
        request.bets().count(),
        agency,
        problem.position(),
        problem);
  }

  private void finish(AgencyLedger mine, Request.Finish request)
      throws IOException, RefusedException, LogException {
    acknowledge();
    office
        .journal()
        .awaitDurable(mine.finish(epoch, request.total(), request.digest(), office.journal()));
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
  void acknowledge() throws IOException, LogException {
    if (betsReceived > 0) {
      office.journal().awaitDurable(entryToAwait);
      socket.write(new Response.Stored(betsStored));
      LOGGER.info(
          Logging.BULK, "action: apuesta_recibida | result: success | cantidad: {}", betsReceived);
      for (Bet bet : singleBets) {
        LOGGER.info(
            Logging.BULK,
            "action: apuesta_almacenada | result: success | dni: {} | numero: {}",
            bet.document(),
            bet.number());
      }
      singleBets.clear();
      betsReceived = 0;
    }
  }

  /** Sends the winners that were asked for. May wait for the agency. */
  void sendWinners(Winners winners) throws IOException {
    asksForWinners = false;
    WinnersAnswer.send(winners, agency, socket);
  }

  /** Gives back the agency's ledger, so that it does not keep an ended session in memory. */
  void end() {
    if (ledger != null) {
      ledger.leave(epoch);
    }
  }
}
