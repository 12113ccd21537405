package org.bolillero.office;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * All that a log says about a draw: the ledgers of the agencies, and its life. Rebuilt by replaying
 * the log, and checked on the way: a log whose events contradict each other is damaged.
 *
 * <p>Replaying is for one thread; afterwards {@link #ledger} and {@link #life} are thread-safe.
 */
final class Books {
  private final ConcurrentMap<Integer, AgencyLedger> ledgers = new ConcurrentSkipListMap<>();
  private final DrawLife life = new DrawLife();

  /** The ledger of an agency, empty if the log says nothing of it. */
  AgencyLedger ledger(int agency) {
    return ledgers.computeIfAbsent(agency, AgencyLedger::new);
  }

  DrawLife life() {
    return life;
  }

  /** The agencies that the log knows, in ascending order, and where they stand. */
  ImmutableList<Standing> standings() {
    return Lists.immutable.withAll(ledgers.values()).collect(AgencyLedger::standing);
  }

  /** The sums of all agencies that the log knows, in ascending order. */
  ImmutableList<AgencyTotal> totals() {
    return standings().collect(Standing::total);
  }

  /** The sums of the agencies that a draw waits for, in ascending order. */
  ImmutableList<AgencyTotal> totals(DrawTerms terms) {
    return terms
        .agencies()
        .toSortedList()
        .collect(each -> ledger(each).standing().total())
        .toImmutable();
  }

  /** Where each agency stands that a draw waits for, in ascending order. */
  ImmutableList<AgencyStatus> statuses(DrawTerms terms) {
    return terms.agencies().toSortedList().collect(each -> ledger(each).status()).toImmutable();
  }

  /** How many of the agencies stand where that a draw waits for. */
  Map<AgencyStatus.State, Integer> countByState(DrawTerms terms) {
    Map<AgencyStatus.State, Integer> counts = new EnumMap<>(AgencyStatus.State.class);
    terms.agencies().forEach(each -> counts.merge(ledger(each).status().state(), 1, Integer::sum));
    return counts;
  }

  /** Replays the next entry of the log. */
  void replay(long number, LogEntry entry) throws LogException {
    replay(number, DrawEventCodec.read(number, entry));
  }

  /** Replays the next event of the log. */
  void replay(long number, DrawEvent event) throws LogException {
    switch (event) {
      case DrawEvent.Bets bets -> {
        check(life.seal() == null, number, "bets of agency " + bets.agency() + " after the seal");
        check(!life.isClosed(), number, "bets of agency " + bets.agency() + " after the close");
        checkExpected(number, bets.agency());
        AgencyLedger ledger = ledger(bets.agency());
        check(
            !ledger.hasFinished(),
            number,
            "bets of agency " + bets.agency() + ", which had finished");
        check(
            !ledger.isExcused(), number, "bets of agency " + bets.agency() + ", which was excused");
        ledger.add(number, bets.bets());
      }
      case DrawEvent.Finished(AgencyTotal total) -> {
        check(
            life.seal() == null, number, "the end of agency " + total.agency() + " after the seal");
        checkExpected(number, total.agency());
        AgencyLedger ledger = ledger(total.agency());
        check(!ledger.isSettled(), number, "a second end of agency " + total.agency());
        check(
            total.equals(ledger.finishBy(number)),
            number,
            "an end of agency " + total.agency() + " that does not match its bets");
      }
      case DrawEvent.OnRecord step -> {
        checkLedgers(number, step);
        life.add(number, step);
      }
    }
  }

  /** What the ledgers must say before a step of the life. */
  private void checkLedgers(long number, DrawEvent.OnRecord step) throws LogException {
    switch (step) {
      case DrawEvent.Opened(DrawTerms terms, _, _) ->
          check(
              totals().allSatisfy(total -> terms.agencies().contains(total.agency())),
              number,
              "an opening without an agency that has bets");
      case DrawEvent.Excused(AgencyTotal total, _) -> {
        checkExpected(number, total.agency());
        AgencyLedger ledger = ledger(total.agency());
        check(
            !ledger.isSettled(),
            number,
            "an excuse of agency " + total.agency() + ", which needs none");
        check(
            total.equals(ledger.excuseBy(number)),
            number,
            "an excuse of agency " + total.agency() + " that does not match its bets");
      }
      case DrawEvent.Closed(DrawEvent.Closed.Cause cause, _) ->
          check(
              cause != DrawEvent.Closed.Cause.ALL_FINISHED || areAllSettled(),
              number,
              "a close before all agencies had finished");
      case DrawEvent.Sealed sealed -> {
        check(life.seal() == null, number, "a second seal");
        DrawEvent.Opened opened = life.opened();
        ImmutableList<AgencyTotal> expected = opened == null ? totals() : totals(opened.terms());
        check(sealed.totals().equals(expected), number, "a seal that does not match the bets");
        check(areAllSettled(), number, "a seal before all agencies had finished");
      }
      case DrawEvent.Entered _, DrawEvent.Numbered _, DrawEvent.Drawn _ -> {}
    }
  }

  private boolean areAllSettled() {
    DrawEvent.Opened opened = life.opened();
    return opened == null
        ? standings().allSatisfy(Standing::finished)
        : opened.terms().agencies().allSatisfy(each -> ledger(each).isSettled());
  }

  private void checkExpected(long number, int agency) throws LogException {
    DrawEvent.Opened opened = life.opened();
    check(
        opened == null || opened.terms().agencies().contains(agency),
        number,
        "agency " + agency + ", which the draw does not expect");
  }

  /**
   * Compares a log that was replayed with the terms under which the draw is to go on.
   *
   * @throws SettingsConflictException if the log knows other agencies or another winning number
   */
  void checkAgainst(DrawTerms terms) throws SettingsConflictException {
    DrawEvent.Opened opened = life.opened();
    if (opened != null) {
      checkSame(opened.terms(), terms);
      return;
    }
    for (AgencyTotal total : totals()) {
      if (!terms.agencies().contains(total.agency())) {
        throw new SettingsConflictException(
            "agencies: the log has bets of agency %d, which is not expected"
                .formatted(total.agency()));
      }
    }
    DrawEvent.Sealed seal = life.seal();
    if (seal != null && seal.totals().size() != terms.agencies().size()) {
      throw new SettingsConflictException(
          "agencies: the log was sealed with %d agencies, but %d are expected"
              .formatted(seal.totals().size(), terms.agencies().size()));
    }
    DrawEvent.Drawn drawn = life.drawn();
    if (drawn != null
        && terms.source() instanceof NumberSource.Fixed(int number)
        && drawn.winningNumber() != number) {
      throw new SettingsConflictException(
          "winning-number: the draw was held with %d, not with %d"
              .formatted(drawn.winningNumber(), number));
    }
  }

  private static void checkSame(DrawTerms opened, DrawTerms terms)
      throws SettingsConflictException {
    if (!opened.agencies().equals(terms.agencies())) {
      throw new SettingsConflictException(
          "agencies: the draw was opened with %s, not with %s: an agency that does not come is excused"
              .formatted(AgencyRanges.of(opened.agencies()), AgencyRanges.of(terms.agencies())));
    }
    if (!opened.source().equals(terms.source())) {
      throw new SettingsConflictException(
          "winning-number: the draw was opened with %s, not with %s"
              .formatted(describe(opened.source()), describe(terms.source())));
    }
  }

  private static String describe(NumberSource source) {
    return switch (source) {
      case NumberSource.Fixed(int number) -> "" + number;
      case NumberSource.Officials _ -> "a number that officials enter";
    };
  }

  private static void check(boolean condition, long number, String contradiction)
      throws LogException {
    if (!condition) {
      throw contradiction(number, contradiction);
    }
  }

  /** An entry that cannot be true if those before it are. */
  static LogException contradiction(long number, String what) {
    return new LogException(
        LogException.Kind.DAMAGED, "entry " + number + " contradicts the log: " + what);
  }
}
