package org.bolillero.office;

import org.bolillero.lottery.Digest;
import org.bolillero.storage.LogException;

/**
 * The opening of a draw.
 *
 * @param terms what is agreed on it
 * @param secret what its proofs will be made with
 * @param who who opens it
 */
public record Opening(DrawTerms terms, Secret secret, String who) {
  /** 32 random bytes that the office keeps. */
  @FunctionalInterface
  public interface Secret {
    /**
     * {@return their SHA-256} When this returns, the secret is on stable storage.
     *
     * @throws LogException if it cannot be stored
     */
    Digest digest() throws LogException;
  }
}
