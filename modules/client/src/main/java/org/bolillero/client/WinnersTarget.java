package org.bolillero.client;

import org.bolillero.console.CommandException;

/**
 * Receives an agency's winners as they arrive, so that many of them need no memory. Called by the
 * thread that submits. What was added counts only once {@code submit} has returned that the draw
 * was held.
 */
public interface WinnersTarget {
  /** Discards the winners, for a caller that only wants to know how many there are. */
  WinnersTarget NONE =
      new WinnersTarget() {
        @Override
        public void begin() {}

        @Override
        public void add(byte[] documents) {}
      };

  /**
   * Discards what was added: an answer that was cut off comes again from the beginning.
   *
   * @throws CommandException if that fails; it ends the agency
   */
  void begin() throws CommandException;

  /**
   * Adds the next winners, in the order of their bets.
   *
   * @param documents ASCII, each document on a line that ends with a line feed
   * @throws CommandException if that fails; it ends the agency
   */
  void add(byte[] documents) throws CommandException;
}
