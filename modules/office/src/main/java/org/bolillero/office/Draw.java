package org.bolillero.office;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * One draw of an office: what agencies can do in it and officials decide on it, from the opening to
 * the last winner. Thread-safe.
 *
 * <p>It knows what its log says and nothing else, and goes on where the log ends. Its states are
 * those of {@link DrawState}; a step from one to the next is durable before it takes effect.
 *
 * <pre>
 *   open      agencies append, finish, are excused    closed by the last of them, the clock or an official
 *   closed    they finish or are excused              sealed when the draw waits for none of them
 *   sealed    officials enter the number              numbered by them, or at once if it was fixed
 *   numbered  the winners are looked for              drawn when the result is durable
 *   drawn     winners are given                       an official may correct the number: it is held again
 * </pre>
 */
public final class Draw implements AutoCloseable {
  private final DrawTerms terms;
  private final Log log;
  private final Books books;
  private final DrawLife life;
  private final DrawEnvironment environment;
  private final DrawSteps steps;
  private final Officials officials;

  private Draw(DrawTerms terms, Log log, Books books, DrawEnvironment environment) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.life = books.life();
    this.environment = environment;
    this.steps = new DrawSteps(terms, log, books, environment);
    this.officials = new Officials(terms, log, books, steps);
  }

  /**
   * Opens the log of a draw that was opened before, and replays it. The draw goes on with {@link
   * #resume}.
   *
   * @param opener opens the log
   * @param environment what the draw needs of the office
   * @return the draw, which closes its log; empty if the log does not say that it was opened
   * @throws LogException if the log cannot be used
   */
  public static Optional<Draw> reopen(LogOpener opener, DrawEnvironment environment)
      throws LogException {
    Books books = new Books();
    Log log = opener.open(books::replay, environment.listener().ofLog());
    DrawEvent.Opened opened = books.life().opened();
    if (opened == null) {
      log.close();
      return Optional.empty();
    }
    return Optional.of(new Draw(opened.terms(), log, books, environment));
  }

  /**
   * Opens a draw, or one that was opened with the same terms before. The draw goes on with {@link
   * #resume}.
   *
   * @param opening by whom it is opened, and how; an entry of the log unless there is one, or the
   *     draw was held by an earlier version
   * @param opener opens the log
   * @param environment what the draw needs of the office
   * @return the draw, which closes its log; its opening is durable
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other terms
   */
  public static Draw open(Opening opening, LogOpener opener, DrawEnvironment environment)
      throws LogException, SettingsConflictException {
    Books books = new Books();
    Log log = opener.open(books::replay, environment.listener().ofLog());
    try {
      books.checkAgainst(opening.terms());
      DrawEvent.Opened before = books.life().opened();
      DrawTerms terms = before == null ? opening.terms() : before.terms();
      Draw draw = new Draw(terms, log, books, environment);
      if (before == null && books.life().drawn() == null) {
        draw.steps
            .ceremony()
            .record(
                new DrawEvent.Opened(
                    opening.terms(),
                    opening.secret().digest(),
                    new Decision(draw.steps.ceremony().now(), opening.who(), "")));
      }
      return draw;
    } catch (SettingsConflictException | LogException | RuntimeException e) {
      try (log) {
        throw e;
      }
    }
  }

  /** {@return what is agreed on this draw} */
  public DrawTerms terms() {
    return terms;
  }

  /** {@return how far its life has come} */
  public DrawState state() {
    return life.state();
  }

  /** Whether it was held, and nothing has to be done in it but to tell the result. */
  boolean isOver() {
    return life.drawn() != null && !life.isDue() && steps.isAtRest();
  }

  /** {@return what a list of draws says of it} */
  public DrawSummary summary() {
    return new DrawSummary(
        terms.number(),
        state(),
        terms.agencies().size(),
        progress().finished(),
        books.standings().sumOfLong(each -> each.total().bets()),
        state() == DrawState.OPEN ? terms.closesAt() : Optional.empty(),
        result().map(each -> OptionalInt.of(each.number())).orElse(OptionalInt.empty()));
  }

  /** {@return the latest result, if the draw was held} */
  public Optional<DrawResult> result() {
    ImmutableList<DrawEvent.Drawn> all = life.results(); // At once: another may just be coming.
    return Optional.ofNullable(all.getLast())
        .map(drawn ->
            new DrawResult(drawn.winningNumber(), drawn.winners(), drawn.digest(), all.size() > 1));
  }

  /** {@return its record, from the opening on} */
  public ImmutableList<RecordLine> record() {
    return life.lines();
  }

  /** {@return where each agency stands that the draw expects, in ascending order} */
  public ImmutableList<AgencyStatus> agencies() {
    return books.statuses(terms);
  }

  /** {@return how many agencies stand where, of those that the draw expects} */
  public Map<AgencyStatus.State, Integer> agenciesByState() {
    return books.countByState(terms);
  }

  /** {@return how many bytes of entries wait to be written to its log} */
  public long queuedBytes() {
    return log.queuedBytes();
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
   * Goes on where the log ends: sales are closed if their time has come, and what can be done
   * without anybody's decision is begun.
   *
   * @throws LogException if the log has failed
   */
  public void resume() throws LogException {
    closeIfDue();
    terms
        .agencies()
        .select(each -> books.ledger(each).isSettled())
        .forEach(steps.settled()::arrive);
    steps.goOn();
  }

  /**
   * Closes sales if the clock says so. When this returns, that is durable.
   *
   * @throws LogException if the log has failed
   */
  public void closeIfDue() throws LogException {
    steps.closeIfDue();
  }

  /** {@return what officials decide on it} */
  public Officials officials() {
    return officials;
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
    ReadinessBarrier.Arrival arrival = steps.settled().arrive(total.agency());
    if (arrival.isNew()) {
      environment
          .listener()
          .on(new OfficeEvent.AgencyFinished(terms.number(), total, arrival.progress()));
    }
    if (arrival.trips()) {
      steps.goOn();
    }
    return arrival.progress();
  }

  /** {@return how many agencies the draw does not wait for any more} */
  public DrawAnswer.Progress progress() {
    return steps.settled().progress();
  }

  /** {@return what the agencies are told, if the draw was held} */
  public Optional<Announcement> announced() {
    return steps.outcome().now();
  }

  /**
   * Waits for the draw. Cannot be interrupted.
   *
   * @param stop ends the wait when it is complete
   * @return what the agencies are told, or nothing if the wait has ended without it
   */
  public Optional<Announcement> awaitAnnounced(CompletableFuture<?> stop) {
    return steps.outcome().await(stop);
  }

  /**
   * {@return whether the draw is not being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  public boolean awaitRest(Duration limit) {
    return steps.awaitRest(limit);
  }

  /** An agency has had its winners. */
  void delivered(int agency) {
    steps.delivered(agency);
  }

  Log log() {
    return log;
  }

  Sales sales() {
    return steps.sales();
  }

  /** Makes durable what was appended, and closes the log. Idempotent. */
  @Override
  public void close() throws LogException {
    log.close();
  }
}
