package org.bolillero.office;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.lottery.BetRules;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;

/** What officials decide on a draw. Thread-safe. */
public final class Officials {
  private final DrawTerms terms;
  private final Log log;
  private final Books books;
  private final DrawLife life;
  private final DrawSteps steps;
  private final DrawCeremony ceremony;

  Officials(DrawTerms terms, Log log, Books books, DrawSteps steps) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.life = books.life();
    this.steps = steps;
    this.ceremony = steps.ceremony();
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
    steps.decide();
    try {
      checkState(DrawState.OPEN, "sales can be closed");
      steps.closeSales(DrawEvent.Closed.Cause.OFFICIAL, name, why);
    } finally {
      steps.decided();
    }
    steps.goOn();
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
      throw DecisionException.notFound(
          "draw %d does not expect agency %d".formatted(terms.number(), agency));
    }
    AgencyLedger.Excuse excuse;
    steps.decide();
    try {
      excuse =
          books
              .ledger(agency)
              .excuse(new Decision(ceremony.now(), name, why), log)
              .orElseThrow(() ->
                  DecisionException.conflict(
                      "agency %d has %s"
                          .formatted(
                              agency,
                              books.ledger(agency).hasFinished()
                                  ? "finished"
                                  : "been excused before")));
      log.awaitDurable(excuse.entry());
      ceremony.note(excuse.entry(), excuse.event());
    } finally {
      steps.decided();
    }
    if (steps.settled().arrive(agency).trips()) {
      steps.goOn();
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
    steps.decide();
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
      steps.decided();
    }
    steps.goOn();
    return NumberEntry.ACCEPTED;
  }

  static void checkNumber(int number) throws DecisionException {
    if (number < 0 || number > BetRules.NUMBER_MAX) {
      throw DecisionException.invalid(
          "number: expected 0 to %d, found %d".formatted(BetRules.NUMBER_MAX, number));
    }
  }

  private void checkTimeFor(int number, String reason) throws DecisionException {
    if (life.agreed() != null) { // A start has found it, and is about to put it on record.
      throw DecisionException.conflict("draw %d has its number already".formatted(terms.number()));
    }
    if (reason.isEmpty()) {
      checkState(DrawState.SEALED, "the number can be entered");
      if (life.fixedNumber().isPresent()) {
        throw DecisionException.conflict(
            "the number was fixed when draw %d was opened".formatted(terms.number()));
      }
      return;
    }
    checkState(DrawState.DRAWN, "the number can be corrected");
    if (life.opened() == null) {
      throw DecisionException.conflict(
          "draw %d was held by an earlier version, and cannot be corrected"
              .formatted(terms.number()));
    }
    if (life.isDue()) {
      throw DecisionException.conflict("draw %d is being corrected".formatted(terms.number()));
    }
    DrawEvent.Drawn drawn = life.drawn();
    if (drawn != null && drawn.winningNumber() == number) {
      throw DecisionException.conflict(
          "%04d is the number of draw %d".formatted(number, terms.number()));
    }
  }

  private void checkTurn(String who, Instant now) throws DecisionException {
    if (life.isWaitingFor(who)) {
      throw DecisionException.conflict(
          "%s has entered a number already; draw %d needs that of another official"
              .formatted(who, terms.number()));
    }
    Optional<Instant> paused = life.pausedUntil(now);
    if (paused.isPresent()) {
      throw DecisionException.conflict(
          "too many entries differed; numbers are taken again at " + paused.get());
    }
  }

  private void checkState(DrawState expected, String what) throws DecisionException {
    DrawState state = life.state();
    if (state != expected) {
      throw DecisionException.conflict(
          "draw %d is %s; %s only while it is %s"
              .formatted(terms.number(), name(state), what, name(expected)));
    }
  }

  private static String name(DrawState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
