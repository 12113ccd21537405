package org.bolillero.client;

import java.util.OptionalLong;

/**
 * What a user knows of a file of bets beforehand, to tell a whole one from one that was cut.
 *
 * @param bets how many bets it has; 0 says that a file without a bet is meant, which is refused
 *     otherwise
 * @param mayLackLastLineEnd whether its last line may go without a line end, which a cut file looks
 *     like
 */
public record FileExpectations(OptionalLong bets, boolean mayLackLastLineEnd) {
  /** A file of any bets, but at least one, whose last line ends like the others. */
  public static final FileExpectations NONE = new FileExpectations(OptionalLong.empty(), false);

  /** Checks the number. */
  public FileExpectations {
    if (bets.isPresent() && bets.getAsLong() < 0) {
      throw new IllegalArgumentException("bets must be 0 or more, not " + bets.getAsLong());
    }
  }

  /**
   * {@return what is expected of a file of so many bets, and the usual otherwise}
   *
   * @param bets how many, 0 or more
   */
  public static FileExpectations of(long bets) {
    return new FileExpectations(OptionalLong.of(bets), false);
  }

  /** Whether a file may have so many bets and go on. */
  boolean allowMore(long count) {
    return bets.isEmpty() || count < bets.getAsLong();
  }

  /** Whether a file may end with so many bets. */
  boolean allow(long count) {
    return bets.isEmpty() ? count > 0 : count == bets.getAsLong();
  }
}
