package org.bolillero.client;

import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.Response;

/** The office has rejected a bet because it breaks a rule. */
final class RejectedBetException extends CommandException {
  private static final long serialVersionUID = 1;

  private final long index;
  private final String problem;

  RejectedBetException(Response.Rejected rejected) {
    this(rejected.index(), rejected.field() + ": " + Connection.oneLine(rejected.reason()));
  }

  private RejectedBetException(long index, String problem) {
    super(ExitCode.BAD_INPUT, "the office rejects the bet: " + problem);
    this.index = index;
    this.problem = problem;
  }

  /** The index of the bet among all bets of the agency. */
  long index() {
    return index;
  }

  /** Which field is wrong, and why. */
  String problem() {
    return problem;
  }
}
