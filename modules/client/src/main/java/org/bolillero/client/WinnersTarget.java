package org.bolillero.client;

import org.bolillero.console.CommandException;

/**
 * Where an agency's winners go as they come, so that many of them need no memory. Called by the
 * thread that submits. What was added counts only when {@code submit} has returned that the draw
 * was held.
 */
public interface WinnersTarget {
  /** Drops the winners, for a caller that only wants to know how many there are. */
  WinnersTarget NONE =
      new WinnersTarget() {
        @Override
        public void begin() {}

        @Override
        public void add(byte[] documents) {}
      };

  /**
   * Forgets what was added: an answer that was cut off comes again from its start.
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
