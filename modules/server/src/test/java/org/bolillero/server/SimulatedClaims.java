package org.bolillero.server;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.Digest;
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

  /** Where a batch can end that follows what is stored: how many bets the office may have. */
  private final BitSet ends = new BitSet();

  private long acknowledged;

  /** What the office had when it was last started; what it had said before may be heard later. */
  private long atRestart;

  private boolean finishSent;
  private boolean finishAcknowledged;
  private boolean toldOfTheDraw;

  SimulatedClaims(int agency, List<Bet> bets) {
    this.agency = agency;
    this.bets = bets;
    ends.set(0);
  }

  int agency() {
    return agency;
  }

  /** All bets of the agency. */
  List<Bet> bets() {
    return bets;
  }

  boolean hasSentFinish() {
    return finishSent;
  }

  boolean isToldOfTheDraw() {
    return toldOfTheDraw;
  }

  /** The documents of the winners. */
  List<String> winners() {
    return bets.stream().filter(bet -> bet.number() == WINNING_NUMBER).map(Bet::document).toList();
  }

  Digest digestOf(long count) {
    return TestBets.digest(
        count == 0 ? List.of() : List.of(TestBets.of(bets.subList(0, (int) count))));
  }

  /** A batch is about to be sent. */
  void sendBatch(long first, int count) {
    if (ends.get((int) first)) {
      ends.set((int) first + count);
    }
  }

  /** The end is about to be sent. */
  void sendFinish() {
    finishSent = true;
  }

  /** The office has said that so many bets are durable. */
  void hearStored(long stored) {
    checkPossible(stored);
    acknowledged = Math.max(acknowledged, stored);
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
              !greeting.finishAcknowledged,
              "welcomed as open, but it has finished with %d",
              stored);
      case FINISHED ->
          hearFinished(); // Also after the draw, until a restarted office has repeated it.
      case DRAWN -> {
        hearFinished();
        hearOfTheDraw();
      }
    }
  }

  /** The office has said that the agency's end is durable. */
  void hearFinished() {
    check(finishSent, "finished, but it never said so; %d bets", acknowledged);
    finishAcknowledged = true;
    hearStored(bets.size());
  }

  /** The office has said that the draw was held. */
  void hearOfTheDraw() {
    check(finishAcknowledged, "drawn, but it has not finished; %d bets", acknowledged);
    toldOfTheDraw = true;
  }

  void hearWinners(List<String> documents) {
    hearOfTheDraw();
    if (!documents.equals(winners())) {
      throw new AssertionError(
          "agency %d: told the winners %s instead of %s".formatted(agency, documents, winners()));
    }
  }

  /**
   * An office was started, and this is what it has of the agency: not less than it has promised,
   * nothing that was not sent, and from now on promised.
   */
  void hearRestart(AgencyTotal total, boolean finished) {
    long stored = total.bets();
    check(stored >= acknowledged, "%d bets after a restart, more were acknowledged", stored);
    checkPossible(stored);
    check(total.digest().equals(digestOf(stored)), "another digest of %d after a restart", stored);
    check(finished || !finishAcknowledged, "unfinished after a restart, with %d bets", stored);
    acknowledged = stored;
    atRestart = stored;
    ends.clear();
    ends.set((int) stored);
    if (finished) {
      hearFinished();
    } else {
      finishSent = false;
    }
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
