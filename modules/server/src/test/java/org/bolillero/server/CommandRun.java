package org.bolillero.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;

/**
 * What a command has done in this JVM.
 *
 * @param exitCode the code that the program would end with
 * @param out what was written to standard output
 * @param err what was written to standard error, without the log
 */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> quiet = Map.of("LOGGING_LEVEL", "CRITICAL");
    int exitCode =
        Program.run(command, quiet, new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  public static CommandRun failed(ExitCode exitCode, String message) {
    return new CommandRun(exitCode.code(), "", "bolillero: " + message + System.lineSeparator());
  }
}
