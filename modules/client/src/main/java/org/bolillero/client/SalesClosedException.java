package org.bolillero.client;

import java.util.OptionalInt;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/**
 * Sales were closed before all bets of a file were stored. Those that were stored count, and the
 * agency has finished with them.
 */
public final class SalesClosedException extends CommandException {
  private static final long serialVersionUID = 1;

  private final long counted;
  private final long uncounted;

  /** How many winners there are; -1 if the draw has not been held. */
  private final int winners;

  SalesClosedException(int agency, long counted, long uncounted, OptionalInt winners) {
    super(
        ExitCode.CLOSED,
        "sales are closed: %d bets of agency %d are in the draw, %d of its file are not"
            .formatted(counted, agency, uncounted));
    this.counted = counted;
    this.uncounted = uncounted;
    this.winners = winners.orElse(-1);
  }

  /** {@return how many bets of the file are in the draw: the first ones} */
  public long counted() {
    return counted;
  }

  /** {@return how many rows of the file are not in the draw: the others} */
  public long uncounted() {
    return uncounted;
  }

  /**
   * {@return how many winners the agency has, all of them given to the {@link WinnersTarget}; empty
   * if the draw has not been held}
   */
  public OptionalInt winners() {
    return winners < 0 ? OptionalInt.empty() : OptionalInt.of(winners);
  }
}
