package org.bolillero.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.OnRecord;
import org.bolillero.office.DrawEvent.Opened;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.RecordLine;
import org.bolillero.office.testing.TestBets;
import org.bolillero.server.SimulatedTally.Happened;
import org.eclipse.collections.api.bag.MutableBag;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Bags;

/**
 * The record of a draw as far as anybody has seen it, and what officials have decided and were
 * told: by that, what must stand in the log, and what may. The office is wrong where an {@link
 * AssertionError} is thrown.
 */
class SimulatedRecord {
  /** What officials have tried to decide, each as often as they have. */
  private final MutableBag<String> attempted = Bags.mutable.empty();

  private final MutableBag<String> confirmed = Bags.mutable.empty();

  /** The steps that were said to be durable. The record goes on from there, and never changes. */
  private List<OnRecord> seen = new ArrayList<>();

  /** How many of them were seen before the office was started that runs. */
  private int seenBefore;

  /** The latest result that an agency was told, by its place among them. */
  private int told;

  /** Somebody is about to decide something. */
  void attempt(String decision) {
    attempted.add(decision);
  }

  /** The office has said that a decision is on record. */
  void confirm(String decision) {
    confirmed.add(decision);
    check(
        decisions().occurrencesOf(decision) >= confirmed.occurrencesOf(decision),
        "it was confirmed, and is not on record: " + decision);
  }

  /** The office has said that there is a number for the draw. */
  void checkNumbered(int number) {
    check(
        all(Numbered.class).stream().anyMatch(each -> each.number() == number),
        "the number was accepted, and is not on record: " + number);
  }

  /** An agency was told that so many of its bets are stored. */
  void checkStored(int agency, long bets) {}

  /** Somebody was told that just so many bets of an agency count. */
  void checkCounted(int agency, long bets) {}

  /** The office has said that a step is durable. */
  void see(OnRecord step) {
    seen.add(step);
  }

  private <T extends OnRecord> List<T> all(Class<T> type) {
    return seen.stream().filter(type::isInstance).map(type::cast).toList();
  }

  boolean isOpened() {
    return !seen.isEmpty();
  }

  boolean isClosed() {
    return !all(Closed.class).isEmpty();
  }

  Optional<Sealed> seal() {
    return all(Sealed.class).stream().findFirst();
  }

  /** All results, in order. */
  List<Drawn> results() {
    return all(Drawn.class);
  }

  /** How many bets of an agency are in the draw, if that is on record. */
  Optional<Long> sealed(int agency) {
    return seal()
        .map(seal -> seal.totals().detect(each -> each.agency() == agency))
        .map(DrawEvent.AgencyTotal::bets);
  }

  /** The place of the latest result that an agency was told. */
  int told() {
    return told;
  }

  void tell(int result) {
    told = Math.max(told, result);
  }

  /** The decisions of officials that are on record. */
  private MutableBag<String> decisions() {
    MutableBag<String> decisions = Bags.mutable.empty();
    for (OnRecord step : seen) {
      switch (step) {
        case Closed(Closed.Cause cause, Decision why) when cause == Closed.Cause.OFFICIAL ->
            decisions.add(decision(why.who(), "closes", why.reason()));
        case Excused(DrawEvent.AgencyTotal total, Decision why) ->
            decisions.add(decision(why.who(), "excuses " + total.agency(), why.reason()));
        case Entered(int number, Decision why) ->
            decisions.add(decision(why.who(), "enters " + number, why.reason()));
        case Numbered number when number.officials().size() == 1 ->
            decisions.add(
                decision(
                    number.officials().getOnly(), "enters " + number.number(), number.reason()));
        case Opened _, Closed _, Numbered _, Sealed _, Drawn _ -> {}
      }
    }
    return decisions;
  }

  /** What somebody decides, in words. */
  static String decision(String who, String what, String reason) {
    return who + " " + what + ": " + reason;
  }

  /** An office is about to be started. */
  void beginStart() {
    seenBefore = seen.size();
  }

  /**
   * An office was started.
   *
   * @param log what stands in its log
   * @param shown the record that it shows
   */
  void hearRestart(List<SimulatedHardware.Recovered> log, ImmutableList<RecordLine> shown) {
    List<SimulatedHardware.Recovered> recovered =
        log.stream().filter(each -> each.event() instanceof OnRecord).toList();
    List<OnRecord> before = seen.subList(0, seenBefore);
    List<OnRecord> since = seen.subList(seenBefore, seen.size());
    List<OnRecord> now = new ArrayList<>();
    recovered.forEach(each -> now.add((OnRecord) each.event()));
    check(
        now.size() >= before.size() && now.subList(0, before.size()).equals(before),
        "it was %s, and is %s".formatted(before, now));
    now.addAll(since);
    seen = now;
    List<Long> entries = recovered.stream().map(SimulatedHardware.Recovered::entry).toList();
    check(
        shown.collect(RecordLine::entry).take(entries.size()).equals(entries),
        "the office shows another record than %s: %s".formatted(seen, shown));
    checkAttempted();
    checkOrder(log.stream().map(SimulatedHardware.Recovered::event).toList());
  }

  /** Every decision that is on record is somebody's. */
  void checkAttempted() {
    for (String each : decisions().toSet()) {
      check(
          decisions().occurrencesOf(each) <= attempted.occurrencesOf(each),
          "nobody has decided it: " + each);
    }
  }

  /** The rules of a draw's life, said once more. */
  static void checkOrder(List<DrawEvent> log) {
    boolean closed = false;
    boolean sealed = false;
    Set<Integer> excused = new HashSet<>();
    List<Entered> entries = new ArrayList<>();
    List<Numbered> numbers = new ArrayList<>();
    int results = 0;
    for (DrawEvent each : log) {
      switch (each) {
        case Opened _ -> check(each.equals(log.getFirst()), "opened after something else");
        case Bets bets ->
            check(!closed && !excused.contains(bets.agency()), "bets after the end of sales");
        case Finished _ -> check(!sealed, "the end of an agency after the seal");
        case Excused(DrawEvent.AgencyTotal total, _) -> {
          check(!sealed, "an excuse after the seal");
          check(excused.add(total.agency()), "a second excuse");
        }
        case Closed _ -> {
          check(!closed, "a second close");
          closed = true;
        }
        case Sealed _ -> {
          check(closed && !sealed, "a seal before the close, or a second one");
          sealed = true;
        }
        case Entered entered -> {
          check(sealed, "a number before the seal");
          entries.add(entered);
        }
        case Numbered number -> {
          check(sealed, "a number before the seal");
          check(numbers.size() == results, "a second number");
          if (number.officials().size() == 2) {
            checkAgreed(number, entries);
          }
          numbers.add(number);
        }
        case Drawn drawn -> {
          check(numbers.size() == results + 1, "a result without a number");
          check(drawn.winningNumber() == numbers.getLast().number(), "a result for another number");
          results++;
        }
      }
    }
  }

  /** The last two entries are by different people, and give the number. */
  private static void checkAgreed(Numbered number, List<Entered> entries) {
    List<Entered> agreed = entries.subList(Math.max(0, entries.size() - 2), entries.size());
    check(
        agreed.size() == 2
            && agreed.stream().allMatch(each -> each.number() == number.number())
            && !agreed.getFirst().decision().who().equals(agreed.getLast().decision().who()),
        "%s by %s".formatted(number, agreed));
  }

  /** In the end there is a result for each number, and it is that of a recount. */
  void checkOutcome(List<SimulatedClaims> agencies) {
    agencies.forEach(SimulatedClaims::checkOutcome);
    check(
        !results().isEmpty() && results().size() == all(Numbered.class).size(),
        "the results are " + seen);
    for (Drawn each : results()) {
      Winners.Builder recount = new Winners.Builder();
      for (SimulatedClaims agency : agencies) {
        if (!agency.counted().isEmpty()) {
          recount.addFrom(agency.agency(), TestBets.of(agency.counted()), each.winningNumber());
        }
      }
      Winners winners = recount.build();
      check(
          each.winners() == winners.total() && each.digest().equals(winners.digest()),
          "%s instead of %d winners".formatted(each, winners.total()));
    }
  }

  /** Counts what has happened in this draw. */
  void tell(SimulatedTally tally) {
    int inVain = all(Entered.class).size();
    for (OnRecord step : seen) {
      switch (step) {
        case Closed(Closed.Cause cause, _) ->
            tally.count(
                switch (cause) {
                  case CLOCK -> Happened.CLOSED_BY_THE_CLOCK;
                  case OFFICIAL -> Happened.CLOSED_BY_AN_OFFICIAL;
                  case ALL_FINISHED -> Happened.CLOSED_AS_ALL_HAD_FINISHED;
                });
        case Excused _ -> tally.count(Happened.EXCUSED);
        case Numbered number -> {
          inVain -= number.officials().size() == 2 ? 2 : 0;
          if (!number.reason().isEmpty()) {
            tally.count(Happened.CORRECTED);
          }
        }
        case Opened _, Sealed _, Entered _, Drawn _ -> {}
      }
    }
    if (inVain > 0) {
      tally.count(Happened.ENTERED_IN_VAIN);
    }
  }

  private static void check(boolean condition, String contradiction) {
    if (!condition) {
      throw new AssertionError("the record: " + contradiction);
    }
  }
}
