package org.bolillero.cli;

import java.io.PrintWriter;

/**
 * Where a demonstration is told.
 *
 * @param out its standard output
 */
record DemoTerminal(PrintWriter out) {
  /** Tells a line, at once. */
  void say(String line) {
    out.println(line.stripTrailing());
    out.flush();
  }

  /** Shows a command as people type it. */
  void shows(String command) {
    say("$ " + command);
  }
}
