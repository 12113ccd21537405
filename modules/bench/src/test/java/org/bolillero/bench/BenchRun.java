package org.bolillero.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.bolillero.console.Program;

/** What a command has printed, and how it has ended. */
record BenchRun(int exitCode, String out, String err) {
  static BenchRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Program.run(new Bench(), Map.of(), new PrintWriter(out), new PrintWriter(err), arguments);
    return new BenchRun(exitCode, out.toString(), err.toString());
  }
}
