package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Announcement;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Progress;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawFinder;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.RefusalException;
import org.bolillero.office.Visit;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * What each request of an agency means, and what is answered to it. Owned by the session's thread;
 * another one may say goodbye while that is waiting for a request.
 *
 * <p>Answers are only written here; the session sends them when it holds no permit any more.
 */
final class Conversation {
  private final DrawFinder draws;
  private final AgencySocket socket;
  private final int frameBytesMax;
  private final Platform platform;
  private final OfficeListener listener;

  /** The draw that the agency has asked for, if there is one. */
  private DrawFinder.@Nullable Lease lease;

  /** What this connection may do for its agency, once it has greeted. */
  private @Nullable Visit visit;

  /** The version of the protocol that the agency speaks, once it has greeted. */
  private int version;

  private long betsReceived;
  private final MutableList<Bet> singleBets = Lists.mutable.empty();
  private boolean asksForWinners;
  private boolean hasRejected;

  /** Whether the agency is being sent its winners, or has them. */
  private boolean hasWinners;

  Conversation(
      DrawFinder draws,
      AgencySocket socket,
      int frameBytesMax,
      Platform platform,
      OfficeListener listener) {
    this.draws = draws;
    this.socket = socket;
    this.frameBytesMax = frameBytesMax;
    this.platform = platform;
    this.listener = listener;
  }

  /** Whether the agency has greeted, and may take part in a draw. */
  boolean isGreeted() {
    return visit != null;
  }

  /** The agency that has greeted, or 0. */
  int agency() {
    return visit == null ? 0 : visit.agency();
  }

  /** Whether the winners must be sent before anything else is handled. */
  boolean asksForWinners() {
    return asksForWinners;
  }

  /**
   * Whether the reason is worth no log line: what an agency has sent behind a rejected batch does
   * not fit, since that batch is missing; and an agency that has its winners misses nothing when
   * the office stops.
   */
  boolean isExpected(HangUpException why) {
    return switch (why.code()) {
      case OUT_OF_ORDER, TOTALS_DIFFER -> hasRejected;
      case SHUTTING_DOWN -> hasWinners;
      default -> false;
    };
  }

  /**
   * Handles a request. Batches are only durable and answered after {@link #acknowledge}.
   *
   * @param onSuperseded is called when the agency opens another connection, by the thread of that
   *     one
   */
  void handle(Request request, Consumer<HangUpException> onSuperseded)
      throws IOException, HangUpException, LogException {
    try {
      switch (request) {
        case Request.Ping ping -> answer(new Response.Pong(ping.echo()));
        case Request.Hello hello -> greet(hello, onSuperseded);
        case Request.Batch batch -> take(greeted(), batch);
        case Request.Finish finish -> finish(greeted(), finish);
        case Request.AskWinners ask -> askWinners(greeted(), ask.waiting());
      }
    } catch (RefusalException e) {
      throw HangUpException.because(e);
    }
  }

  private Visit greeted() throws HangUpException {
    if (visit == null) {
      throw new HangUpException(ErrorCode.MALFORMED, "expected HELLO first");
    }
    return visit;
  }

  private void greet(Request.Hello hello, Consumer<HangUpException> onSuperseded)
      throws IOException, HangUpException, RefusalException, LogException {
    if (visit != null) {
      throw new HangUpException(ErrorCode.MALFORMED, "expected one HELLO, found a second");
    }
    if (hello.version() < Protocol.VERSION_OLDEST || hello.version() > Protocol.VERSION) {
      throw new HangUpException(
          ErrorCode.UNSUPPORTED_VERSION,
          "expected protocol version %d to %d, found %d"
              .formatted(Protocol.VERSION_OLDEST, Protocol.VERSION, hello.version()));
    }
    socket.credential().requireAgency(hello.agency()); // Before a stranger learns of any draw.
    DrawFinder.Lease found = draws.find(hello.draw());
    lease = found;
    Draw draw = found.draw();
    Visit begun =
        draw.greet(hello.agency(), why -> onSuperseded.accept(HangUpException.because(why)));
    visit = begun;
    version = hello.version();
    Standing standing = begun.confirm();
    AgencyTotal total = standing.total();
    Response.Stage stage =
        draw.announced().isPresent()
            ? Response.Stage.DRAWN
            : standing.finished() ? Response.Stage.FINISHED : Response.Stage.OPEN;
    OptionalInt told =
        isOfFirstVersion() ? OptionalInt.empty() : OptionalInt.of(draw.terms().number());
    answer(new Response.Welcome(total.bets(), total.digest(), frameBytesMax, stage, told));
    socket.welcomed(draws.agencies());
  }

  /** An agency of the first version takes what that version has for a message, and nothing else. */
  private boolean isOfFirstVersion() {
    return version == 1;
  }

  private void take(Visit mine, Request.Batch request)
      throws IOException, RefusalException, LogException {
    BetBatch bets = request.bets();
    Optional<BetProblem> problem = bets.firstProblem(platform.today());
    if (problem.isPresent()) {
      reject(mine, request, problem.get());
      return;
    }
    mine.append(request.firstIndex(), bets);
    betsReceived += bets.count();
    if (bets.count() == 1) {
      singleBets.add(bets.iterator().next());
    }
  }

  private void reject(Visit mine, Request.Batch request, BetProblem problem)
      throws IOException, LogException {
    hasRejected = true;
    answer(
        new Response.Rejected(
            request.firstIndex(), problem.position(), problem.field(), problem.reason()));
    listener.on(
        new OfficeEvent.BatchRejected(
            mine.draw().terms().number(), mine.agency(), request.bets().count(), problem));
  }

  private void finish(Visit mine, Request.Finish request)
      throws IOException, RefusalException, LogException {
    acknowledge();
    Progress progress = mine.finish(request.total(), request.digest());
    answer(new Response.Finished(progress.finished(), progress.expected()));
  }

  private void askWinners(Visit mine, boolean waiting)
      throws IOException, RefusalException, LogException {
    if (waiting) {
      mine.checkMayWait();
    } else if (mine.draw().announced().isEmpty()) {
      Progress progress = mine.draw().progress();
      answer(new Response.NotReady(progress.finished(), progress.expected()));
      return;
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
    Visit mine = visit;
    if (mine != null && betsReceived > 0) {
      socket.write(new Response.Stored(mine.awaitStored()));
      int draw = mine.draw().terms().number();
      listener.on(new OfficeEvent.BetsStored(draw, mine.agency(), betsReceived));
      for (Bet bet : singleBets) {
        listener.on(new OfficeEvent.SingleBetStored(draw, mine.agency(), bet));
      }
      singleBets.clear();
      betsReceived = 0;
    }
  }

  /**
   * Waits for the draw, with as little memory as possible, and sends the winners that were asked
   * for.
   *
   * @param stop ends the wait when it is complete; then nothing is sent
   */
  void sendWinners(CompletableFuture<?> stop) throws IOException, ProtocolException {
    asksForWinners = false;
    socket.releaseBuffer();
    Visit mine = requireNonNull(visit);
    Optional<Announcement> announced = mine.draw().awaitAnnounced(stop);
    if (announced.isPresent()) {
      Winners winners = announced.get().winners();
      socket.checkEnd();
      hasWinners = true;
      // An agency of version 1 cannot be told that they are a correction.
      boolean isCorrection = announced.get().isCorrection() && !isOfFirstVersion();
      WinnersParts.send(winners, mine.agency(), isCorrection, socket);
      mine.delivered();
    }
  }

  /** Ends the visit, so that neither the agency's ledger nor the draw is kept in memory for it. */
  void end() {
    if (visit != null) {
      visit.leave();
    }
    if (lease != null) {
      lease.close();
    }
  }
}
