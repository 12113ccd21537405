package org.bolillero.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.bolillero.console.Program;

/** What came of a command line. */
record Run(int exitCode, String out, String err) {

  static Run of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Program.run(
            new Bolillero(), Map.of(), new PrintWriter(out), new PrintWriter(err), arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
