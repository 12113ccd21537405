package org.bolillero.lottery;

/** A bet breaks a rule; whoever offered it must mend it. Carries the {@link BetProblem}. */
public final class InvalidBetException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient BetProblem problem;

  InvalidBetException(BetProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /**
   * What is wrong.
   *
   * @return the problem; its position is the one that the bet would have had in its batch, or 0 if
   *     a single field was read
   */
  public BetProblem problem() {
    return problem;
  }
}
