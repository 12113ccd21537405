package org.bolillero.office;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

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
  private final ReadinessBarrier barrier;
  private final DrawOutcome outcome;
  private final DrawCeremony ceremony;
  private final OfficeListener listener;

  /** The agencies that have had their winners since the start. Guarded by itself. */
  private final MutableIntSet served = IntSets.mutable.empty();

  private Draw(
      DrawTerms terms,
      Log log,
      Books books,
      ThreadFactory thread,
      int scanThreads,
      OfficeListener listener) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.barrier = new ReadinessBarrier(terms.agencies());
    this.outcome = new DrawOutcome();
    this.ceremony = new DrawCeremony(terms, log, books, outcome, thread, scanThreads, listener);
    this.listener = listener;
  }

  /**
   * Opens the log of a draw and replays it. The draw goes on with {@link #resume}.
   *
   * @param terms what is agreed on it
   * @param opener opens the log
   * @param thread makes the thread that holds the draw
   * @param scanThreads how many threads look for winners, see {@link WinnerScan}
   * @param listener hears what happens
   * @return the draw, which closes its log
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other terms
   */
  public static Draw open(
      DrawTerms terms,
      LogOpener opener,
      ThreadFactory thread,
      int scanThreads,
      OfficeListener listener)
      throws LogException, SettingsConflictException {
    Books books = new Books();
    Log log = opener.open(books::replay, listener.ofLog());
    try {
      books.checkAgainst(terms);
      return new Draw(terms, log, books, thread, scanThreads, listener);
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

  /**
   * {@return where an agency stands}
   *
   * @param agency the agency
   */
  public Standing standing(int agency) {
    return books.ledger(agency).standing();
  }

  /** {@return the seal, if there was one when the log was opened} */
  public Optional<DrawEvent.Sealed> sealAtOpening() {
    return Optional.ofNullable(books.seal());
  }

  /** {@return the result, if there was one when the log was opened} */
  public Optional<DrawEvent.Drawn> resultAtOpening() {
    return Optional.ofNullable(books.drawn());
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
   * @return where the agency stands
   * @throws RefusalException if the draw does not expect this agency
   */
  public DrawAnswer.Greeting greet(int agency, Consumer<RefusalException> onSuperseded)
      throws RefusalException {
    if (!barrier.expects(agency)) {
      throw new RefusalException(
          Refusal.UNKNOWN_AGENCY, "the draw does not expect agency " + agency);
    }
    return books.ledger(agency).greet(onSuperseded);
  }

  /**
   * Waits until the agency may have the answer to its greeting: it is durable, and no other office
   * has taken over the log.
   *
   * @param entry the number that a greeting names
   * @throws LogException if the log has failed
   */
  public void confirm(long entry) throws LogException {
    log.awaitDurable(entry);
    log.confirm();
  }

  /**
   * Forgets a connection that has ended, and calls it back no more.
   *
   * @param agency the agency that it spoke for
   * @param epoch its own
   */
  public void leave(int agency, long epoch) {
    books.ledger(agency).leave(epoch);
  }

  /**
   * Appends bets, unless they repeat bets that are there. Not durable yet: {@link #awaitDurable}.
   *
   * @param agency the agency
   * @param epoch the connection's own
   * @param firstIndex the index of the first of the bets among all of the agency
   * @param bets the bets; their bytes must not change until they are durable
   * @return the answer
   * @throws RefusalException if they are neither a repeat nor the next ones
   * @throws LogException if the log has failed
   */
  public DrawAnswer.Receipt append(int agency, long epoch, long firstIndex, BetBatch bets)
      throws RefusalException, LogException {
    return books.ledger(agency).append(epoch, firstIndex, bets, log);
  }

  /**
   * Waits until an entry and all before it are durable. Cannot be interrupted.
   *
   * @param entry the number that a receipt names
   * @throws LogException if the log has failed
   */
  public void awaitDurable(long entry) throws LogException {
    log.awaitDurable(entry);
  }

  /**
   * Finishes an agency, unless it has finished before. When this returns, that is durable; the last
   * agency lets the draw begin.
   *
   * @param agency the agency
   * @param epoch the connection's own
   * @param total how many bets it has sent
   * @param digest their digest
   * @return how many agencies have finished
   * @throws RefusalException if the totals are not those of the bets that are there
   * @throws LogException if the log has failed
   */
  public DrawAnswer.Progress finish(int agency, long epoch, long total, Digest digest)
      throws RefusalException, LogException {
    log.awaitDurable(books.ledger(agency).finish(epoch, total, digest, log));
    ReadinessBarrier.Arrival arrival = arrive(agency);
    if (arrival.isNew()) {
      listener.on(
          new OfficeEvent.AgencyFinished(
              terms.number(), new AgencyTotal(agency, total, digest), arrival.progress()));
    }
    return arrival.progress();
  }

  private ReadinessBarrier.Arrival arrive(int agency) {
    ReadinessBarrier.Arrival arrival = barrier.arrive(agency);
    if (arrival.trips()) {
      ceremony.begin();
    }
    return arrival;
  }

  /** {@return how many agencies have finished} */
  public DrawAnswer.Progress progress() {
    return barrier.progress();
  }

  /** {@return the winners, if the draw was held} */
  public Optional<Winners> winners() {
    return outcome.now();
  }

  /**
   * Checks that an agency may wait for the draw, which needs its bets.
   *
   * @param agency the agency
   * @throws RefusalException if it has not finished and the draw was not held
   */
  public void checkMayWait(int agency) throws RefusalException {
    if (outcome.now().isEmpty() && !books.ledger(agency).hasFinished()) {
      throw new RefusalException(
          Refusal.NOT_FINISHED, "expected FINISH before waiting for the draw");
    }
  }

  /**
   * Waits for the winners, or until the condition holds. {@link #recheck} looks at it again.
   *
   * @param waiter who waits, for {@code recheck}
   * @param stopWaiting the condition
   * @return the winners, or nothing if the waiter was stopped
   */
  public Optional<Winners> awaitWinners(Object waiter, BooleanSupplier stopWaiting) {
    return outcome.await(waiter, stopWaiting);
  }

  /**
   * Looks again at the condition of one who waits.
   *
   * @param waiter who waits
   */
  public void recheck(Object waiter) {
    outcome.recheck(waiter);
  }

  /**
   * Notes that an agency has had its winners.
   *
   * @param agency the agency
   */
  public void delivered(int agency) {
    synchronized (served) {
      if (served.add(agency) && served.size() == terms.agencies().size()) {
        listener.on(new OfficeEvent.WinnersDelivered(terms.number()));
      }
    }
  }

  /**
   * {@return whether the draw is not being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  public boolean awaitRest(Duration limit) {
    return ceremony.awaitEnd(limit);
  }

  /** Makes durable what was appended, and closes the log. Idempotent. */
  @Override
  public void close() throws LogException {
    log.close();
  }
}
