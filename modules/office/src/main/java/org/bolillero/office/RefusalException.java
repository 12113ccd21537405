package org.bolillero.office;

import static java.util.Objects.requireNonNull;

/**
 * The office does not do what an agency asks for. It has no stack trace: it says nothing of the
 * office, and agencies can cause any number of them.
 */
public final class RefusalException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with the request. */
  public enum Refusal {
    /** There is no such draw. */
    WRONG_DRAW,
    /** The draw cannot be opened now, but later. */
    BUSY,
    /** The draw does not expect this agency. */
    UNKNOWN_AGENCY,
    /** The batch neither repeats bets that are stored nor follows them. */
    OUT_OF_ORDER,
    /** Sales are closed, for all or for this agency. */
    CLOSED,
    /** The agency has finished, and wants to add bets. */
    ALREADY_FINISHED,
    /** The agency has not finished, and wants to wait for the draw. */
    NOT_FINISHED,
    /** The agency's total or digest is not that of the bets that are stored. */
    TOTALS_DIFFER,
    /** The agency has greeted the office again since. */
    SUPERSEDED
  }

  private final Refusal refusal;
  private final long restsOn;

  /**
   * A request that is not fulfilled.
   *
   * @param refusal what is wrong with it
   * @param message says for people what was expected and what was found
   */
  public RefusalException(Refusal refusal, String message) {
    this(refusal, message, 0);
  }

  RefusalException(Refusal refusal, String message, long restsOn) {
    super(message, null, false, false);
    this.refusal = refusal;
    this.restsOn = restsOn;
  }

  /** The entry that must be durable before the agency may learn of this; 0 if there is none. */
  long restsOn() {
    return restsOn;
  }

  /**
   * What is wrong.
   *
   * @return the kind; the message has the details
   */
  public Refusal refusal() {
    return refusal;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
