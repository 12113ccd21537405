package org.bolillero.client;

import org.bolillero.console.CommandException;

/**
 * Receives the rows of a file of bets that are not in the draw, because sales were closed before
 * them. Called by the thread that submits.
 */
public interface UncountedTarget {
  /** Discards the rows. */
  UncountedTarget NONE =
      new UncountedTarget() {
        @Override
        public void add(byte[] rows) {}

        @Override
        public void end() {}
      };

  /**
   * Adds what comes next of the file.
   *
   * @param rows bytes as they stand in the file, which may begin or end within a row
   * @throws CommandException if that fails; it ends the agency
   */
  void add(byte[] rows) throws CommandException;

  /**
   * Says that these were all, also if none was added because every bet counts. Not called if it is
   * not known which bets count.
   *
   * @throws CommandException if that fails; it ends the agency
   */
  void end() throws CommandException;
}
