package org.bolillero.office;

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * All that a log says about a draw: the ledgers of the agencies, the seal, the result. Rebuilt by
 * replaying the log, and checked on the way: a log whose events contradict each other is damaged.
 *
 * <p>Replaying is for one thread; afterwards {@link #ledger} is thread-safe.
 */
final class Books {
  private final ConcurrentMap<Integer, AgencyLedger> ledgers = new ConcurrentSkipListMap<>();
  private DrawEvent.@Nullable Sealed seal;
  private DrawEvent.@Nullable Drawn drawn;

  /** The ledger of an agency, empty if the log says nothing of it. */
  AgencyLedger ledger(int agency) {
    return ledgers.computeIfAbsent(agency, AgencyLedger::new);
  }

  DrawEvent.@Nullable Sealed seal() {
    return seal;
  }

  DrawEvent.@Nullable Drawn drawn() {
    return drawn;
  }

  /** The agencies that the log knows, in ascending order, and where they stand. */
  ImmutableList<Standing> standings() {
    return Lists.immutable.withAll(ledgers.values()).collect(AgencyLedger::standing);
  }

  /** The sums of all agencies, in ascending order. */
  ImmutableList<AgencyTotal> totals() {
    return standings().collect(Standing::total);
  }

  /** Replays the next entry of the log. */
  void replay(long number, LogEntry entry) throws LogException {
    replay(number, DrawEventCodec.read(number, entry));
  }

  /** Replays the next event of the log. */
  void replay(long number, DrawEvent event) throws LogException {
    switch (event) {
      case DrawEvent.Bets bets -> {
        check(seal == null, number, "bets of agency " + bets.agency() + " after the seal");
        AgencyLedger ledger = ledger(bets.agency());
        check(
            !ledger.hasFinished(),
            number,
            "bets of agency " + bets.agency() + ", which had finished");
        ledger.replay(number, bets.bets());
      }
      case DrawEvent.Finished finished -> {
        AgencyTotal total = finished.total();
        AgencyLedger ledger = ledger(total.agency());
        check(seal == null, number, "the end of agency " + total.agency() + " after the seal");
        check(!ledger.hasFinished(), number, "a second end of agency " + total.agency());
        check(
            ledger.replayFinish(number, total),
            number,
            "an end of agency " + total.agency() + " that does not match its bets");
      }
      case DrawEvent.Sealed sealed -> {
        check(seal == null, number, "a second seal");
        check(sealed.totals().equals(totals()), number, "a seal that does not match the bets");
        check(
            standings().allSatisfy(Standing::finished),
            number,
            "a seal before all agencies had finished");
        seal = sealed;
      }
      case DrawEvent.Drawn result -> {
        check(seal != null, number, "a draw without a seal");
        check(drawn == null, number, "a second draw");
        drawn = result;
      }
    }
  }

  /**
   * Compares a log that was replayed with the terms under which the draw is to go on.
   *
   * @throws SettingsConflictException if the log knows other agencies or another winning number
   */
  void checkAgainst(DrawTerms terms) throws SettingsConflictException {
    for (AgencyTotal total : totals()) {
      if (!terms.agencies().contains(total.agency())) {
        throw new SettingsConflictException(
            "agencies: the log has bets of agency %d, which is not expected"
                .formatted(total.agency()));
      }
    }
    if (seal != null && seal.totals().size() != terms.agencies().size()) {
      throw new SettingsConflictException(
          "agencies: the log was sealed with %d agencies, but %d are expected"
              .formatted(seal.totals().size(), terms.agencies().size()));
    }
    if (drawn != null && drawn.winningNumber() != terms.winningNumber()) {
      throw new SettingsConflictException(
          "winning-number: the draw was held with %d, not with %d"
              .formatted(drawn.winningNumber(), terms.winningNumber()));
    }
  }

  private static void check(boolean condition, long number, String contradiction)
      throws LogException {
    if (!condition) {
      throw new LogException(
          LogException.Kind.DAMAGED, "entry " + number + " contradicts the log: " + contradiction);
    }
  }
}
