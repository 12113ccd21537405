package org.bolillero.console;

import java.io.PrintWriter;

/** What a command does. {@link Program} has given its options their values. */
public interface Action {
  /**
   * Does the work.
   *
   * @param out where results go; it is flushed afterwards
   * @return how it ended
   * @throws CommandException if it failed; the message is printed in one line
   * @throws InterruptedException if it was interrupted
   */
  ExitCode run(PrintWriter out) throws CommandException, InterruptedException;
}
