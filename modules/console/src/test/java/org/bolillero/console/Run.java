package org.bolillero.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What came of running a command. */
record Run(int exitCode, String out, String err) {

  static Run of(Object command, Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Program.run(command, environment, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
