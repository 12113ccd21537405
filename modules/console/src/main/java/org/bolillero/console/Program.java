package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command: a class with picocli's {@code @Command} that is a {@code Callable<Integer>}. */
public final class Program {
  private Program() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param command the command object, perhaps with sub-commands
   * @param arguments what the user typed
   */
  public static void main(Object command, String... arguments) {
    System.exit(
        run(
            command,
            System.getenv(),
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            arguments));
  }

  /**
   * Runs a command and returns.
   *
   * @param command the command object, perhaps with sub-commands
   * @param environment the environment variables
   * @param out where results go
   * @param err where errors go
   * @param arguments what the user typed
   * @return the exit code
   */
  public static int run(
      Object command,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    return new CommandLine(command).setOut(out).setErr(err).execute(arguments);
  }
}
