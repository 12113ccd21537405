package org.bolillero.lottery;

import java.security.MessageDigest;

/**
 * The running digest over all bets of one agency, in order: {@code SHA-256(SHA-256(number columns)
 * ‖ SHA-256(row regions))}.
 *
 * <p>The columns of consecutive batches are concatenated, so the digest does not depend on how the
 * bets are split into batches. Not thread-safe.
 */
public final class BetStreamDigest {
  private final MessageDigest numbers = Digest.sha256();
  private final MessageDigest rows = Digest.sha256();

  /** Starts without bets. */
  public BetStreamDigest() {}

  /**
   * Adds the bets of a batch.
   *
   * @param batch the next bets
   */
  public void update(BetBatch batch) {
    numbers.update(batch.numberColumn());
    rows.update(batch.rowRegion());
  }

  /** {@return the digest of all bets so far; more can be added afterwards} */
  public Digest value() {
    MessageDigest all = Digest.sha256();
    all.update(snapshot(numbers));
    all.update(snapshot(rows));
    return Digest.finish(all);
  }

  private static byte[] snapshot(MessageDigest running) {
    try {
      return ((MessageDigest) running.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the platform's SHA-256 can be cloned", e);
    }
  }
}
