package org.bolillero.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.bolillero.console.Action;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;

/**
 * What a command has done in this JVM.
 *
 * @param exitCode the code that the program would end with
 * @param out what was written to standard output
 * @param err what was written to standard error, without the log
 */
record CommandRun(int exitCode, String out, String err) {
  private static final String QUIET = "CRITICAL";

  static CommandRun of(Action command, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Program.run(command, environment, new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** The environment of an agency of this office that logs nothing. */
  static Map<String, String> environment(TestOffice office) {
    return Map.of(
        "CLI_ID",
        Integer.toString(TestAgency.ID),
        "CLI_SERVER_ADDRESS",
        office.address().toString(),
        "CLI_LOG_LEVEL",
        QUIET);
  }

  static CommandRun expected(ExitCode exitCode, String out, String err) {
    return new CommandRun(
        exitCode.code(), out, err.isEmpty() ? "" : "bolillero: " + err + System.lineSeparator());
  }
}
