package org.bolillero.office;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bolillero.lottery.BetRules;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
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
  private final Sales sales;
  private final DrawEnvironment environment;
  private final ReadinessBarrier settled;
  private final DrawCeremony ceremony;
  private final DrawOutcome outcome = new DrawOutcome();

  /** The agencies that have had their winners since the start. */
  private final ReadinessBarrier served;

  /** Held by whoever decides something or takes a step of the ceremony. */
  private final ReentrantLock deciding = new ReentrantLock();

  /** The threads that take steps, all of them started. Guarded by itself. */
  private final Set<Thread> working = new HashSet<>();

  private Draw(DrawTerms terms, Log log, Books books, DrawEnvironment environment) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.life = books.life();
    this.sales = new Sales(log, life.closedBy());
    this.environment = environment;
    this.settled = new ReadinessBarrier(terms.agencies());
    this.served = new ReadinessBarrier(terms.agencies());
    this.ceremony = new DrawCeremony(terms, log, books, environment);
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
        draw.ceremony.record(
            new DrawEvent.Opened(
                opening.terms(),
                opening.secret().digest(),
                new Decision(draw.ceremony.now(), opening.who(), "")));
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
    return life.drawn() != null && !life.isDue() && working().isEmpty();
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
    return Optional.ofNullable(life.drawn())
        .map(drawn ->
            new DrawResult(
                drawn.winningNumber(), drawn.winners(), drawn.digest(), life.isCorrected()));
  }

  /** {@return its record, from the opening on} */
  public ImmutableList<RecordLine> record() {
    return life.lines();
  }

  /** {@return where each agency stands that the draw expects, in ascending order} */
  public ImmutableList<AgencyStatus> agencies() {
    return terms
        .agencies()
        .toSortedList()
        .collect(each -> books.ledger(each).status())
        .toImmutable();
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
    terms.agencies().select(each -> books.ledger(each).isSettled()).forEach(settled::arrive);
    goOn();
  }

  /**
   * Closes sales if the clock says so. When this returns, that is durable.
   *
   * @throws LogException if the log has failed
   */
  public void closeIfDue() throws LogException {
    Instant now = ceremony.now();
    boolean isDue = terms.closesAt().map(time -> !now.isBefore(time)).orElse(false);
    if (isDue && state() == DrawState.OPEN) {
      deciding.lock();
      try {
        if (state() == DrawState.OPEN) {
          closeSales(DrawEvent.Closed.Cause.CLOCK, Decision.OFFICE, "");
        }
      } finally {
        deciding.unlock();
      }
      goOn();
    }
  }

  /**
   * Closes sales. When this returns, that is durable, and no bets are taken any more.
   *
   * @param who the official
   * @param reason why
   * @throws DecisionException if they are closed, or name or reason are none
   * @throws LogException if the log has failed
   */
  public void closeSales(String who, String reason) throws DecisionException, LogException {
    String name = Decision.checkName(who);
    String why = Decision.checkReason(reason);
    deciding.lock();
    try {
      checkState(DrawState.OPEN, "sales can be closed");
      closeSales(DrawEvent.Closed.Cause.OFFICIAL, name, why);
    } finally {
      deciding.unlock();
    }
    goOn();
  }

  private void closeSales(DrawEvent.Closed.Cause cause, String who, String reason)
      throws LogException {
    DrawEvent.Closed event = new DrawEvent.Closed(cause, new Decision(ceremony.now(), who, reason));
    long entry = sales.close(DrawEventCodec.toEntry(event));
    log.awaitDurable(entry);
    ceremony.note(entry, event);
  }

  /**
   * Lets the draw not wait for an agency any more. Its bets until now count, and no others. When
   * this returns, that is durable.
   *
   * @param agency the agency
   * @param who the official
   * @param reason why
   * @return how many bets of it count
   * @throws DecisionException if the draw does not wait for it, or name or reason are none
   * @throws LogException if the log has failed
   */
  public long excuse(int agency, String who, String reason) throws DecisionException, LogException {
    String name = Decision.checkName(who);
    String why = Decision.checkReason(reason);
    if (!terms.agencies().contains(agency)) {
      throw new DecisionException(
          DecisionException.Kind.NOT_FOUND,
          "draw %d does not expect agency %d".formatted(terms.number(), agency));
    }
    AgencyLedger.Excuse excuse;
    deciding.lock();
    try {
      excuse =
          books
              .ledger(agency)
              .excuse(new Decision(ceremony.now(), name, why), log)
              .orElseThrow(() ->
                  conflict(
                      "agency %d has %s"
                          .formatted(
                              agency,
                              books.ledger(agency).hasFinished()
                                  ? "finished"
                                  : "been excused before")));
      log.awaitDurable(excuse.entry());
      ceremony.note(excuse.entry(), excuse.event());
    } finally {
      deciding.unlock();
    }
    if (settled.arrive(agency).trips()) {
      goOn();
    }
    return excuse.event().total().bets();
  }

  /**
   * Enters the winning number. When this returns, that is durable.
   *
   * @param number the number
   * @param who the official
   * @return what has become of it
   * @throws DecisionException if this is not the time for it, or not this official's turn
   * @throws LogException if the log has failed
   */
  public NumberEntry enterNumber(int number, String who) throws DecisionException, LogException {
    return enter(number, Decision.checkName(who), "");
  }

  /**
   * Enters another number for a draw that was held. It is held again, over the same bets; the first
   * result stays on record. When this returns, that is durable.
   *
   * @param number the number
   * @param who the official
   * @param reason why
   * @return what has become of it
   * @throws DecisionException if this is not the time for it, or not this official's turn, or name
   *     or reason are none
   * @throws LogException if the log has failed
   */
  public NumberEntry correct(int number, String who, String reason)
      throws DecisionException, LogException {
    return enter(number, Decision.checkName(who), Decision.checkReason(reason));
  }

  private NumberEntry enter(int number, String who, String reason)
      throws DecisionException, LogException {
    checkNumber(number);
    deciding.lock();
    try {
      checkTimeFor(number, reason);
      Instant now = ceremony.now();
      if (life.officials() == 1) {
        ceremony.record(new DrawEvent.Numbered(number, Lists.immutable.of(who), now, reason));
      } else {
        checkTurn(who, now);
        boolean isSecond = life.isHalfEntered();
        ceremony.record(new DrawEvent.Entered(number, new Decision(now, who, reason)));
        if (life.agreed() == null) {
          return isSecond ? NumberEntry.DIFFERS : NumberEntry.WAITS_FOR_THE_OTHER;
        }
        ceremony.number();
      }
    } finally {
      deciding.unlock();
    }
    goOn();
    return NumberEntry.ACCEPTED;
  }

  static void checkNumber(int number) throws DecisionException {
    if (number < 0 || number > BetRules.NUMBER_MAX) {
      throw new DecisionException(
          DecisionException.Kind.INVALID,
          "number: expected 0 to %d, found %d".formatted(BetRules.NUMBER_MAX, number));
    }
  }

  private void checkTimeFor(int number, String reason) throws DecisionException {
    if (life.agreed() != null) { // A start has found it, and is about to put it on record.
      throw conflict("draw %d has its number already".formatted(terms.number()));
    }
    if (reason.isEmpty()) {
      checkState(DrawState.SEALED, "the number can be entered");
      if (life.fixedNumber().isPresent()) {
        throw conflict("the number was fixed when draw %d was opened".formatted(terms.number()));
      }
      return;
    }
    checkState(DrawState.DRAWN, "the number can be corrected");
    if (life.opened() == null) {
      throw conflict(
          "draw %d was held by an earlier version, and cannot be corrected"
              .formatted(terms.number()));
    }
    if (life.isDue()) {
      throw conflict("draw %d is being corrected".formatted(terms.number()));
    }
    if (result().map(DrawResult::number).equals(Optional.of(number))) {
      throw conflict("%04d is the number of draw %d".formatted(number, terms.number()));
    }
  }

  private void checkTurn(String who, Instant now) throws DecisionException {
    if (life.isWaitingFor(who)) {
      throw conflict(
          "%s has entered a number already; draw %d needs that of another official"
              .formatted(who, terms.number()));
    }
    Optional<Instant> paused = life.pausedUntil(now);
    if (paused.isPresent()) {
      throw conflict("too many entries differed; numbers are taken again at " + paused.get());
    }
  }

  private void checkState(DrawState expected, String what) throws DecisionException {
    DrawState state = life.state();
    if (state != expected) {
      throw conflict(
          "draw %d is %s; %s only while it is %s"
              .formatted(terms.number(), name(state), what, name(expected)));
    }
  }

  private static String name(DrawState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static DecisionException conflict(String message) {
    return new DecisionException(DecisionException.Kind.CONFLICT, message);
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
    ReadinessBarrier.Arrival arrival = settled.arrive(total.agency());
    if (arrival.isNew()) {
      environment
          .listener()
          .on(new OfficeEvent.AgencyFinished(terms.number(), total, arrival.progress()));
    }
    if (arrival.trips()) {
      goOn();
    }
    return arrival.progress();
  }

  /** Takes the steps that nobody has to decide, in a thread of its own. */
  private void goOn() {
    Thread thread = environment.threads().newThread(this::takeStepsOrFail);
    synchronized (working) { // Nobody can wait for a thread that was not started.
      working.add(thread);
      thread.start();
    }
  }

  private List<Thread> working() {
    synchronized (working) {
      return List.copyOf(working);
    }
  }

  private void takeStepsOrFail() {
    try {
      takeSteps();
    } catch (LogException | RuntimeException | Error e) {
      environment.listener().on(new OfficeEvent.DrawFailed(terms.number(), e));
    } finally {
      synchronized (working) {
        working.remove(Thread.currentThread());
      }
    }
  }

  private void takeSteps() throws LogException {
    deciding.lock();
    try {
      if (settled.isComplete() && life.state() == DrawState.OPEN) {
        closeSales(DrawEvent.Closed.Cause.ALL_FINISHED, Decision.OFFICE, "");
      }
      if (settled.isComplete() && life.state() == DrawState.CLOSED) {
        ceremony.seal();
      }
      ceremony.number();
      boolean isRepeated = life.drawn() != null && outcome.now().isEmpty();
      if (life.isDue() || isRepeated) {
        outcome.publish(ceremony.hold());
        // Nobody waits for an agency that was excused to ask for its winners.
        agencies()
            .select(each -> each.state() == AgencyStatus.State.EXCUSED)
            .forEach(each -> delivered(each.agency()));
      }
    } finally {
      deciding.unlock();
    }
  }

  /** {@return how many agencies the draw does not wait for any more} */
  public DrawAnswer.Progress progress() {
    return settled.progress();
  }

  /** {@return what the agencies are told, if the draw was held} */
  public Optional<Announcement> announced() {
    return outcome.now();
  }

  /**
   * Waits for the draw. Cannot be interrupted.
   *
   * @param stop ends the wait when it is complete
   * @return what the agencies are told, or nothing if the wait has ended without it
   */
  public Optional<Announcement> awaitAnnounced(CompletableFuture<?> stop) {
    return outcome.await(stop);
  }

  /** An agency has had its winners. */
  void delivered(int agency) {
    if (served.arrive(agency).trips()) {
      environment.listener().on(new OfficeEvent.WinnersDelivered(terms.number()));
    }
  }

  /**
   * {@return whether the draw is not being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  public boolean awaitRest(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : working()) {
        if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Log log() {
    return log;
  }

  Sales sales() {
    return sales;
  }

  /** Makes durable what was appended, and closes the log. Idempotent. */
  @Override
  public void close() throws LogException {
    log.close();
  }
}
