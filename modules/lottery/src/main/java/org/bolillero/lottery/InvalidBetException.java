package org.bolillero.lottery;

/** A bet breaks a rule; whoever submitted it has to correct it. */
public final class InvalidBetException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient BetProblem problem;

  InvalidBetException(BetProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** {@return what is wrong; the position is where the bet would have stood in its batch} */
  public BetProblem problem() {
    return problem;
  }
}
