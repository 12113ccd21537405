package org.bolillero.console;

import java.io.PrintWriter;

/** A command of the program, for one run of it. {@link Program} gives its options their values. */
public interface Command {
  /**
   * What its help says.
   *
   * @return its name and the rest of its help
   */
  ManualPage page();

  /**
   * What it can be told.
   *
   * @return its options, always the same
   */
  Options options();

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
