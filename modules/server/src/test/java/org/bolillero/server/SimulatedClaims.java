package org.bolillero.server;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Response;

/**
 * What one agency has sent and was told: by that, what the office must have of it, and what it may
 * have. The office is wrong where an {@link AssertionError} is thrown.
 */
final class SimulatedClaims {
  private final int agency;
  private final List<Bet> bets;
  private final SimulatedRecord record;

  /** Where a batch can end that follows what is stored: how many bets the office may have. */
  private final BitSet ends = new BitSet();

  private long acknowledged;

  /** How many bets the agency itself knows to be stored. */
  private long heard;

  /** What the office had when it was last started; what it had said before may be heard later. */
  private long atRestart;

  private boolean finishSent;
  private boolean finishAcknowledged;

  /** Whether an official has tried to excuse it, and that may be on record. */
  private boolean mayBeExcused;

  /** Whether it was told of the close before it had delivered all. */
  private boolean late;

  /** Whether it will not come back, as officials have heard. */
  private boolean gone;

  /** How many bets count, once that cannot change any more. */
  private OptionalLong counted = OptionalLong.empty();

  /**
   * An agency that has not said anything yet.
   *
   * @param bets all that it would like to have in the draw
   * @param record that of the draw
   */
  SimulatedClaims(int agency, List<Bet> bets, SimulatedRecord record) {
    this.agency = agency;
    this.bets = bets;
    this.record = record;
    ends.set(0);
  }

  int agency() {
    return agency;
  }

  /** All bets of the agency. */
  List<Bet> bets() {
    return bets;
  }

  /** How many bets it can still have in the draw. */
  int target() {
    return counted.isPresent() ? (int) counted.getAsLong() : bets.size();
  }

  /** The bets that count. */
  List<Bet> counted() {
    return bets.subList(0, target());
  }

  /** Whether the draw may not wait for it. */
  boolean maySettle() {
    return finishSent || mayBeExcused;
  }

  boolean isLate() {
    return late;
  }

  boolean isGone() {
    return gone;
  }

  /** It does not come back. */
  void leave() {
    gone = true;
  }

  /** The documents of the winners, if a number wins. */
  private List<String> winners(int number) {
    return counted().stream().filter(bet -> bet.number() == number).map(Bet::document).toList();
  }

  Digest digestOf(long count) {
    return TestBets.digest(
        count == 0 ? List.of() : List.of(TestBets.of(bets.subList(0, (int) count))));
  }

  /** The place of the latest result that any agency was told. */
  int told() {
    return record.told();
  }

  /** A batch is about to be sent. It cannot be stored if sales are known to be closed. */
  void sendBatch(long first, int count) {
    if (ends.get((int) first) && !record.isClosed() && counted.isEmpty()) {
      ends.set((int) first + count);
    }
  }

  /** The end is about to be sent. */
  void sendFinish() {
    finishSent = true;
  }

  /** The office has said that so many bets are durable. */
  void hearStored(long stored) {
    record.checkStored(agency, stored);
    promise(stored);
    heard = Math.max(heard, stored);
  }

  /** So many bets stay, whoever knows of it. */
  void promise(long stored) {
    checkPossible(stored);
    check(stored <= counted.orElse(stored), "%d bets are stored, and fewer count", stored);
    acknowledged = Math.max(acknowledged, stored);
  }

  /**
   * Sales are closed for it, and the office has said how many bets count: just those that it has
   * said before are stored.
   */
  void hearClosed(long stored, String text) {
    String expected = "sales are closed; %d bets of agency %d count".formatted(stored, agency);
    check(text.equals(expected), "told '" + text + "' after %d were acknowledged", stored);
    late = true;
    fix(stored);
  }

  /** So many bets count, whatever happens. */
  private void fix(long total) {
    record.checkCounted(agency, total);
    check(
        counted.isEmpty() || counted.getAsLong() == total,
        "%d bets count, and there was another count before",
        total);
    check(acknowledged <= total, "%d bets count, and more were acknowledged", total);
    checkPossible(total);
    counted = OptionalLong.of(total);
  }

  /** An official is about to excuse it. */
  void mayBeExcused() {
    mayBeExcused = true;
  }

  /** The office has said to an official that it is excused. */
  void hearExcused(long bets) {
    fix(bets);
  }

  /** What the agency knows when it greets the office: the answer may come after later news. */
  Greeting greet() {
    return new Greeting(acknowledged, finishAcknowledged);
  }

  /** What an agency knew when it greeted the office. */
  record Greeting(long acknowledged, boolean finishAcknowledged) {}

  void hearWelcome(Greeting greeting, Response.Welcome welcome) {
    long stored = welcome.stored();
    check(
        stored >= greeting.acknowledged,
        "welcomed with %d bets, but more were acknowledged",
        stored);
    hearStored(stored);
    check(welcome.digest().equals(digestOf(stored)), "welcomed with another digest of %d", stored);
    switch (welcome.stage()) {
      case OPEN ->
          check(
              !greeting.finishAcknowledged || mayBeExcused,
              "welcomed as open, but it has finished with %d",
              stored);
      case FINISHED ->
          hearFinished(stored); // Also after the draw, until a restarted office has repeated it.
      case DRAWN -> {
        fix(stored);
        hearOfTheDraw();
      }
    }
  }

  /** The office has said that the agency's end is durable. */
  void hearFinished(long total) {
    promiseEnd(total);
    hearStored(total);
  }

  /** The end of the agency stays, whoever knows of it. */
  void promiseEnd(long total) {
    check(finishSent, "finished with %d, but it never said so", total);
    finishAcknowledged = true;
    fix(total);
  }

  /** The office has said that the draw was held. */
  private void hearOfTheDraw() {
    check(maySettle(), "drawn, but it has not finished; %d bets", acknowledged);
    check(!record.results().isEmpty(), "drawn, but there is no result; %d bets", acknowledged);
  }

  /**
   * The office has given the winners.
   *
   * @param isCorrection whether it has said that they correct others
   * @param told the place of the latest result that anybody was told before they were asked for
   */
  void hearWinners(List<String> documents, boolean isCorrection, int told) {
    hearOfTheDraw();
    fix(record.sealed(agency).orElseThrow());
    for (int i = told; i < record.results().size(); i++) {
      if (i > 0 == isCorrection
          && documents.equals(winners(record.results().get(i).winningNumber()))) {
        record.tell(i);
        return;
      }
    }
    throw new AssertionError(
        "agency %d: told the winners %s, a correction: %s, when %d results were known of %s"
            .formatted(agency, documents, isCorrection, told, record.results()));
  }

  /**
   * An office was started, and this is what it has of the agency: not less than it has promised,
   * nothing that was not sent, and from now on promised.
   */
  void hearRestart(AgencyTotal total, boolean finished, boolean excused) {
    long stored = total.bets();
    check(stored >= acknowledged, "%d bets after a restart, more were acknowledged", stored);
    checkPossible(stored);
    check(total.digest().equals(digestOf(stored)), "another digest of %d after a restart", stored);
    check(
        finished || excused || !finishAcknowledged,
        "unfinished after a restart, with %d bets",
        stored);
    check(!excused || mayBeExcused, "excused with %d bets, by nobody", stored);
    acknowledged = stored;
    atRestart = stored;
    ends.clear();
    ends.set((int) stored);
    mayBeExcused = excused;
    if (finished) {
      promiseEnd(stored);
    } else if (!excused) {
      finishSent = false;
    }
    if (excused || record.isClosed()) {
      fix(stored);
    }
  }

  /** In the end the seal has the bets that count. */
  void checkOutcome() {
    long sealed = record.sealed(agency).orElse(-1L);
    check(sealed >= acknowledged, "sealed with %d bets, and more were acknowledged", sealed);
    fix(sealed);
    check(gone || sealed == heard, "sealed with %d bets, which it does not know", sealed);
    DrawEvent.AgencyTotal total = new AgencyTotal(agency, sealed, digestOf(sealed));
    check(
        record.seal().orElseThrow().totals().contains(total),
        "sealed with another digest of %d",
        sealed);
  }

  private void checkPossible(long stored) {
    check(
        stored <= atRestart || ends.get((int) stored),
        "%d bets, but no batch that was sent ends there",
        stored);
  }

  private void check(boolean condition, String contradiction, long count) {
    if (!condition) {
      throw new AssertionError(
          "agency %d: %s; acknowledged: %d"
              .formatted(agency, contradiction.formatted(count), acknowledged));
    }
  }

  /** Bets of which some win, always the same for the same agency. */
  static List<Bet> someBets(int agency, int count) {
    List<Bet> bets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bets.add(TestBets.bet(agency, i, (i + agency) % 3 == 0 ? WINNING_NUMBER : i));
    }
    return bets;
  }
}
