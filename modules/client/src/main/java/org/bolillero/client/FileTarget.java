package org.bolillero.client;

import java.io.IOException;
import java.io.OutputStream;
import org.bolillero.console.CommandException;
import org.bolillero.console.OutputFile;

/**
 * Writes what an agency gives away to a file that its user has named.
 *
 * @param file replaces the user's file once everything is known
 * @param out writes to it
 */
record FileTarget(OutputFile file, OutputStream out) implements WinnersTarget, UncountedTarget {
  @Override
  public void begin() throws CommandException {
    file.restart();
  }

  @Override
  public void add(byte[] bytes) throws CommandException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  @Override
  public void end() throws CommandException {
    file.publish();
  }
}
