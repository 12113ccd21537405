package org.bolillero.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.RefusalException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
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
  /**
   * A part of the winners has length, type, total, last, and these bytes at most. It is as large as
   * any agency takes, not as large as the office's own limit allows: all agencies are answered at
   * the same moment, each from a buffer of its own.
   */
  private static final int WINNERS_BYTES_MAX = Protocol.FRAME_BYTES_DEFAULT - (4 + 1 + 4 + 1);

  private final Draws draws;
  private final AgencySocket socket;
  private final int frameBytesMax;
  private final OfficeTime time;
  private final OfficeListener listener;

  /** The draw that the agency takes part in, once it is greeted. Read also by other threads. */
  private volatile @Nullable Draw draw;

  private int agency;
  private long epoch;
  private long betsReceived;
  private long betsStored;
  private long entryToAwait;
  private final MutableList<Bet> singleBets = Lists.mutable.empty();
  private boolean asksForWinners;

  /** Read also by a thread that says goodbye while the session's waits for a request. */
  private volatile boolean hasRejected;

  /** Whether the agency is being sent its winners, or has them. Read as {@code hasRejected} is. */
  private volatile boolean hasWinners;

  Conversation(
      Draws draws,
      AgencySocket socket,
      int frameBytesMax,
      OfficeTime time,
      OfficeListener listener) {
    this.draws = draws;
    this.socket = socket;
    this.frameBytesMax = frameBytesMax;
    this.time = time;
    this.listener = listener;
  }

  /** The draw that the agency takes part in; empty until it is greeted. Any thread. */
  Optional<Draw> draw() {
    return Optional.ofNullable(draw);
  }

  /** The agency that was greeted, or 0. */
  int agency() {
    return agency;
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
      throws IOException, HangUpException, RefusalException, LogException {
    switch (request) {
      case Request.Ping ping -> answer(new Response.Pong(ping.echo()));
      case Request.Hello hello -> greet(hello, onSuperseded);
      case Request.Batch batch -> take(greeted(), batch);
      case Request.Finish finish -> finish(greeted(), finish);
      case Request.AskWinners ask -> askWinners(greeted(), ask.waiting());
    }
  }

  private Draw greeted() throws HangUpException {
    Draw mine = draw;
    if (mine == null) {
      throw new HangUpException(ErrorCode.MALFORMED, "expected HELLO first");
    }
    return mine;
  }

  private void greet(Request.Hello hello, Consumer<HangUpException> onSuperseded)
      throws IOException, HangUpException, RefusalException, LogException {
    if (draw != null) {
      throw new HangUpException(ErrorCode.MALFORMED, "expected one HELLO, found a second");
    }
    if (hello.version() != Protocol.VERSION) {
      throw new HangUpException(
          ErrorCode.UNSUPPORTED_VERSION,
          "expected protocol version %d, found %d".formatted(Protocol.VERSION, hello.version()));
    }
    Draw mine = draws.find(hello.draw());
    DrawAnswer.Greeting greeting =
        mine.greet(
            hello.agency(), refusal -> onSuperseded.accept(HangUpException.because(refusal)));
    agency = hello.agency();
    epoch = greeting.epoch();
    draw = mine;
    DrawAnswer.Standing standing = greeting.standing();
    mine.confirm(standing.entry());
    AgencyTotal total = standing.total();
    Response.Stage stage =
        mine.winners().isPresent()
            ? Response.Stage.DRAWN
            : standing.finished() ? Response.Stage.FINISHED : Response.Stage.OPEN;
    answer(new Response.Welcome(total.bets(), total.digest(), frameBytesMax, stage));
    socket.welcomed();
  }

  private void take(Draw mine, Request.Batch request)
      throws IOException, RefusalException, LogException {
    BetBatch bets = request.bets();
    Optional<BetProblem> problem = bets.firstProblem(time.today());
    if (problem.isPresent()) {
      reject(mine, request, problem.get());
      return;
    }
    DrawAnswer.Receipt receipt = mine.append(agency, epoch, request.firstIndex(), bets);
    betsReceived += bets.count();
    betsStored = receipt.bets();
    entryToAwait = receipt.entry();
    if (bets.count() == 1) {
      singleBets.add(bets.iterator().next());
    }
  }

  private void reject(Draw mine, Request.Batch request, BetProblem problem)
      throws IOException, LogException {
    hasRejected = true;
    answer(
        new Response.Rejected(
            request.firstIndex(), problem.position(), problem.field(), problem.reason()));
    listener.on(
        new OfficeEvent.BatchRejected(
            mine.terms().number(), agency, request.bets().count(), problem));
  }

  private void finish(Draw mine, Request.Finish request)
      throws IOException, RefusalException, LogException {
    acknowledge();
    DrawAnswer.Progress progress = mine.finish(agency, epoch, request.total(), request.digest());
    answer(new Response.Finished(progress.finished(), progress.expected()));
  }

  private void askWinners(Draw mine, boolean waiting)
      throws IOException, RefusalException, LogException {
    if (waiting) {
      mine.checkMayWait(agency);
    } else if (mine.winners().isEmpty()) {
      DrawAnswer.Progress progress = mine.progress();
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
    Draw mine = draw;
    if (mine != null && betsReceived > 0) {
      mine.awaitDurable(entryToAwait);
      socket.write(new Response.Stored(betsStored));
      int number = mine.terms().number();
      listener.on(new OfficeEvent.BetsStored(number, agency, betsReceived));
      for (Bet bet : singleBets) {
        listener.on(new OfficeEvent.SingleBetStored(number, agency, bet));
      }
      singleBets.clear();
      betsReceived = 0;
    }
  }

  /**
   * Sends the winners that were asked for, in parts that are cut between documents. May wait for
   * the agency, which has the write timeout for each part.
   */
  void sendWinners(Winners winners) throws IOException {
    asksForWinners = false;
    hasWinners = true;
    ByteBuffer documents = winners.documents(agency);
    int total = winners.count(agency);
    do {
      int size = wholeDocuments(documents);
      ByteBuffer part = documents.slice(documents.position(), size);
      documents.position(documents.position() + size);
      socket.write(new Response.WinnersPart(total, !documents.hasRemaining(), part));
      socket.flush();
    } while (documents.hasRemaining());
    draw().orElseThrow().delivered(agency);
  }

  /** The length of as many whole documents as fit into a part. */
  private static int wholeDocuments(ByteBuffer documents) {
    int start = documents.position();
    int end = start;
    while (end < documents.limit()) {
      int next = end + 1 + (documents.get(end) & 0xFF);
      if (next - start > WINNERS_BYTES_MAX) {
        break;
      }
      end = next;
    }
    return end - start;
  }

  /** Leaves the agency's ledger, so that it does not keep an ended session in memory. */
  void end() {
    draw().ifPresent(mine -> mine.leave(agency, epoch));
  }
}
