package org.bolillero.office;

import java.util.function.Consumer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.AgencyLedger.Receipt;
import org.bolillero.office.DrawAnswer.Progress;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * An agency's visit to a draw: what one connection may do for its agency, from its greeting until
 * the agency greets again. It is owned by the connection's thread.
 */
public final class Visit {
  private final Draw draw;
  private final AgencyLedger ledger;
  private final Standing standing;
  private final Consumer<RefusalException> onSuperseded;

  /** For everything that this visit has been told or has appended. */
  private Receipt last;

  /** Made by the ledger, which knows which visit is the latest. */
  Visit(
      Draw draw, AgencyLedger ledger, Standing standing, Consumer<RefusalException> onSuperseded) {
    this.draw = draw;
    this.ledger = ledger;
    this.standing = standing;
    this.onSuperseded = onSuperseded;
    this.last = new Receipt(standing.total().bets(), standing.entry());
  }

  /** Called by the thread of the next visit. */
  void supersede(RefusalException why) {
    onSuperseded.accept(why);
  }

  /** {@return the draw} */
  public Draw draw() {
    return draw;
  }

  /** {@return the agency} */
  public int agency() {
    return ledger.agency();
  }

  /**
   * Waits until the agency may know where it stood when the visit began: that is durable, and no
   * other office has taken over the log.
   *
   * @return where it stood
   * @throws LogException if the log has failed
   */
  public Standing confirm() throws LogException {
    awaitStored();
    log().confirm();
    return standing;
  }

  /**
   * Appends bets, unless they repeat bets that are there. Not durable yet: {@link #awaitStored}.
   *
   * @param firstIndex the index of the first of the bets among all of the agency
   * @param bets the bets; their bytes must not change until they are durable
   * @throws RefusalException if they are neither a repeat nor the next ones, or sales are closed
   * @throws LogException if the log has failed
   */
  public void append(long firstIndex, BetBatch bets) throws RefusalException, LogException {
    try {
      last = ledger.append(this, firstIndex, bets, draw.sales());
    } catch (RefusalException e) {
      log().awaitDurable(e.restsOn());
      throw e;
    }
  }

  /**
   * Waits until everything that this visit has appended is durable. Cannot be interrupted.
   *
   * @return how many bets the agency has with it
   * @throws LogException if the log has failed
   */
  public long awaitStored() throws LogException {
    log().awaitDurable(last.entry());
    return last.bets();
  }

  /**
   * Finishes the agency, unless it has finished before. When this returns, that is durable; the
   * last agency lets the draw begin.
   *
   * @param total how many bets the agency has sent
   * @param digest their digest
   * @return how many agencies have finished
   * @throws RefusalException if the totals are not those of the bets that are there
   * @throws LogException if the log has failed
   */
  public Progress finish(long total, Digest digest) throws RefusalException, LogException {
    log().awaitDurable(ledger.finish(this, total, digest, log()));
    return draw.finished(new AgencyTotal(agency(), total, digest));
  }

  /**
   * Checks that the agency may wait for the draw, which needs its bets.
   *
   * @throws RefusalException if the draw still waits for it and was not held
   */
  public void checkMayWait() throws RefusalException {
    if (draw.announced().isEmpty() && !ledger.isSettled()) {
      throw new RefusalException(
          Refusal.NOT_FINISHED, "expected FINISH before waiting for the draw");
    }
  }

  /** Notes that the agency has had its winners. */
  public void delivered() {
    draw.delivered(agency());
  }

  /** Ends the visit: it is not called back any more. */
  public void leave() {
    ledger.leave(this);
  }

  private Log log() {
    return draw.log();
  }
}
