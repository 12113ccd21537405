package org.bolillero.lottery;

/** A bet breaks a rule, and whoever offered it has to mend it. */
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
