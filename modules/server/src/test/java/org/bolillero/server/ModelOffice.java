package org.bolillero.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;

/**
 * What an office should answer to one agency out of two, as plainly as it can be said: without
 * disk, threads or connections.
 */
final class ModelOffice {
  final List<Bet> bets = new ArrayList<>();
  boolean greeted;
  boolean finished;
  boolean otherFinished;

  /** Whether an official has closed sales. */
  boolean closed;

  /** Whether the agency had finished by then. */
  private boolean finishedInTime;

  boolean excused;
  boolean otherExcused;

  /** Whether the draw does not wait for the agency. */
  boolean isSettled() {
    return finished || excused;
  }

  /** Whether it does not wait for the other one. */
  boolean isOtherSettled() {
    return otherFinished || otherExcused;
  }

  boolean isDrawn() {
    return isSettled() && isOtherSettled();
  }

  Digest digest() {
    return TestBets.digest(bets.isEmpty() ? List.of() : List.of(TestBets.of(bets)));
  }

  /** The answer to a request, in the words of {@link Answers}. */
  String answer(Request request) {
    return switch (request) {
      case Request.Ping _ -> "PONG";
      case Request.Hello hello -> greet(hello);
      case Request.Batch batch -> greeted ? take(batch) : "MALFORMED";
      case Request.Finish finish -> greeted ? finish(finish) : "MALFORMED";
      case Request.AskWinners ask -> greeted ? winners(ask.waiting()) : "MALFORMED";
    };
  }

  private String greet(Request.Hello hello) {
    if (greeted) {
      return "MALFORMED";
    } else if (hello.version() < 1 || hello.version() > 2) {
      return "UNSUPPORTED_VERSION";
    } else if (hello.draw() != 1) {
      return "WRONG_DRAW";
    } else if (hello.agency() > 2) {
      return "UNKNOWN_AGENCY";
    }
    greeted = true;
    String stage = isDrawn() ? " DRAWN" : finished ? " FINISHED" : " OPEN";
    return "WELCOME " + bets.size() + stage + (hello.version() == 1 ? "" : " draw 1");
  }

  private String take(Request.Batch batch) {
    Optional<BetProblem> problem = batch.bets().firstProblem(OfficeSetup.TODAY);
    if (problem.isPresent()) {
      return "REJECTED " + batch.firstIndex() + " " + problem.get().position();
    }
    List<Bet> added = new ArrayList<>();
    batch.bets().forEach(added::add);
    if (batch.firstIndex() + added.size() <= bets.size()) {
      return "STORED " + bets.size();
    } else if ((closed || excused) && !finishedInTime) {
      return "CLOSED";
    } else if (batch.firstIndex() != bets.size()) {
      return "OUT_OF_ORDER";
    } else if (finished) {
      return "ALREADY_FINISHED";
    }
    bets.addAll(added);
    return "STORED " + bets.size();
  }

  private String finish(Request.Finish finish) {
    if (finish.total() != bets.size() || !finish.digest().equals(digest())) {
      return "TOTALS_DIFFER";
    }
    finishedInTime |= !closed && !excused;
    finished = !excused;
    return "FINISHED " + finishedCount() + " 2";
  }

  private String winners(boolean waiting) {
    if (!isDrawn()) {
      return waiting ? "NOT_FINISHED" : "NOT_READY " + finishedCount() + " 2";
    }
    return "WINNERS "
        + bets.stream().filter(bet -> bet.number() == OfficeSetup.WINNING_NUMBER).count();
  }

  private int finishedCount() {
    return (isSettled() ? 1 : 0) + (isOtherSettled() ? 1 : 0);
  }
}
