package org.bolillero.office;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * One draw of an office: what agencies can do in it, from the first bet to the last winner.
 * Thread-safe.
 *
 * <p>It knows what its log says and nothing else, and goes on where the log ends.
 *
 * <pre>
 *           append          finish, by the last agency      SEALED is durable       DRAWN is durable
 *            ┌──┐                      │                            │                       │
 *  (empty)──►open────────────────────► due ──────────────────────► sealed ───────────────► drawn
 *            └──┘                      │                            │                       │
 *    bets are stored        nothing is added any more    the number may be used    winners are given
 *
 *  after a restart:  FINISH of all agencies ──► due     SEALED ──► sealed     DRAWN ──► sealed: the draw
 *                                                           is repeated, and must give the same result
 * </pre>
 */
public final class Draw implements AutoCloseable {
  private final DrawTerms terms;
  private final Log log;
  private final Books books;
  private final OfficeListener listener;
  private final ReadinessBarrier finished;
  private final DrawCeremony ceremony;
  private final ThreadFactory threads;
  private final DrawOutcome outcome = new DrawOutcome();

  /** The agencies that have had their winners since the start. */
  private final ReadinessBarrier served;

  /** Holds the draw. Set by whoever trips the barrier, and that happens once. */
  private volatile @Nullable Thread holding;

  private Draw(
      DrawTerms terms,
      Log log,
      Books books,
      ThreadFactory threads,
      int scanThreads,
      OfficeListener listener) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.listener = listener;
    this.finished = new ReadinessBarrier(terms.agencies());
    this.served = new ReadinessBarrier(terms.agencies());
    this.ceremony = new DrawCeremony(terms, log, books, scanThreads, listener);
    this.threads = threads;
  }

  /**
   * Opens the log of a draw and replays it. The draw goes on with {@link #resume}.
   *
   * @param terms what is agreed on it
   * @param opener opens the log
   * @param threads makes the thread that holds the draw
   * @param scanThreads how many threads look for winners, see {@link WinnerScan}
   * @param listener hears what happens
   * @return the draw, which closes its log
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other terms
   */
  public static Draw open(
      DrawTerms terms,
      LogOpener opener,
      ThreadFactory threads,
      int scanThreads,
      OfficeListener listener)
      throws LogException, SettingsConflictException {
    Books books = new Books();
    Log log = opener.open(books::replay, listener.ofLog());
    try {
      books.checkAgainst(terms);
      return new Draw(terms, log, books, threads, scanThreads, listener);
    } catch (SettingsConflictException | RuntimeException e) {
      try (log) {
        throw e;
      }
    }
  }

  /** {@return what is agreed on this draw} */
  public DrawTerms terms() {
    return terms;
  }

  /** {@return the largest payload that an entry of its log can have, in bytes} */
  public int payloadBytesMax() {
    return log.payloadBytesMax();
  }

  /** {@return where each agency stands that the log knows, in ascending order} */
  public ImmutableList<Standing> standings() {
    return books.standings();
  }

  /** Goes on where the log ends: if all agencies have finished, the draw begins. */
  public void resume() {
    books.standings().select(Standing::finished).forEach(each -> arrive(each.total().agency()));
  }

  /**
   * Lets a new connection speak for an agency; the one before it is superseded.
   *
   * @param agency the agency
   * @param onSuperseded is called by the thread of the next one that greets; must not wait
   * @return what the connection may do
   * @throws RefusalException if the draw does not expect this agency
   */
  public Visit greet(int agency, Consumer<RefusalException> onSuperseded) throws RefusalException {
    if (!terms.agencies().contains(agency)) {
      throw new RefusalException(
          Refusal.UNKNOWN_AGENCY, "the draw does not expect agency " + agency);
    }
    return books.ledger(agency).greet(this, onSuperseded);
  }

  /** An agency has finished, and that is durable. */
  DrawAnswer.Progress finished(AgencyTotal total) {
    ReadinessBarrier.Arrival arrival = arrive(total.agency());
    if (arrival.isNew()) {
      listener.on(new OfficeEvent.AgencyFinished(terms.number(), total, arrival.progress()));
    }
    return arrival.progress();
  }

  private ReadinessBarrier.Arrival arrive(int agency) {
    ReadinessBarrier.Arrival arrival = finished.arrive(agency);
    if (arrival.trips()) {
      Thread thread = threads.newThread(this::holdOrFail);
      thread.start();
      holding = thread;
    }
    return arrival;
  }

  private void holdOrFail() {
    try {
      outcome.publish(ceremony.hold());
    } catch (LogException | RuntimeException | Error e) {
      listener.on(new OfficeEvent.DrawFailed(terms.number(), e));
    }
  }

  /** {@return how many agencies have finished} */
  public DrawAnswer.Progress progress() {
    return finished.progress();
  }

  /** {@return the winners, if the draw was held} */
  public Optional<Winners> winners() {
    return outcome.now();
  }

  /**
   * Waits for the winners. Cannot be interrupted.
   *
   * @param stop ends the wait when it is complete
   * @return the winners, or nothing if the wait has ended without them
   */
  public Optional<Winners> awaitWinners(CompletableFuture<?> stop) {
    return outcome.await(stop);
  }

  /** An agency has had its winners. */
  void delivered(int agency) {
    if (served.arrive(agency).trips()) {
      listener.on(new OfficeEvent.WinnersDelivered(terms.number()));
    }
  }

  /**
   * {@return whether the draw is not being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  public boolean awaitRest(Duration limit) {
    Thread thread = holding;
    try {
      return thread == null || thread.join(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Log log() {
    return log;
  }

  /** Makes durable what was appended, and closes the log. Idempotent. */
  @Override
  public void close() throws LogException {
    log.close();
  }
}
