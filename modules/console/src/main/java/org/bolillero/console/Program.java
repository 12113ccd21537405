package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command: an object with picocli's annotations that is an {@link Action} or has commands
 * below it. Every command also has the option {@code --help}, and the program {@code --version}.
 */
public final class Program {
  private Program() {}

  /**
   * Runs a command and ends the JVM with its exit code. On a signal that asks the program to end,
   * what was registered with {@link Termination} is closed first. A thread that dies ends it, too.
   *
   * @param command the command, perhaps a group of others
   * @param arguments what the user typed
   */
  public static void main(Object command, String... arguments) {
    // First of all: an earlier signal would end the JVM as if it had failed.
    LastWords.prepare();
    Termination.listen();
    StandardOutput.fillClosedPlaces();
    carryVirtualThreadsByTwo();
    NameLookup.cacheNothing(); // The log lines look up this machine's name.
    var out = new PrintWriter(new StandardOutput(), true, UTF_8);
    PrintWriter err = Failures.standardError();
    Termination.exit(run(command, System.getenv(), out, err, arguments));
  }

  /**
   * Has at least two threads carry the virtual ones. A single one, as on a machine with one
   * processor, prefers those that wake each other, such as sessions whose clients never stop
   * asking, and comes late or never to those that a platform thread has woken, such as the disk's.
   */
  private static void carryVirtualThreadsByTwo() {
    String carriers = "jdk.virtualThreadScheduler.parallelism";
    if (System.getProperty(carriers) == null && Runtime.getRuntime().availableProcessors() == 1) {
      System.setProperty(carriers, "2");
    }
  }

  /**
   * Runs a command and returns.
   *
   * @param command the command, perhaps a group of others
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
    Settings settings = new Settings(environment);
    CommandLine program = CommandModel.called(command, arguments);
    program.setOut(out).setErr(err).setDefaultValueProvider(settings);
    try {
      ExitCode exitCode = chosen(program, settings, arguments);
      // Only now it is known whether all of it could be written.
      if (out.checkError()) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: could not be written to its end");
      }
      return exitCode.code();
    } catch (Exception e) {
      // An error is for Termination, which lets one thread of all that meet it speak.
      return Failures.execution(e, err).code();
    }
  }

  /**
   * Sets the fields of an object from a command line.
   *
   * @param settings an object with picocli's annotations
   * @param arguments the command line
   * @param <T> the type of the object
   * @return the object
   * @throws IllegalArgumentException if an argument is wrong
   */
  public static <T> T configure(T settings, String... arguments) {
    Settings sources = new Settings(Map.of());
    try {
      CommandModel.of(settings).setDefaultValueProvider(sources).parseArgs(arguments);
      return settings;
    } catch (ParameterException e) {
      throw new IllegalArgumentException(Failures.usageProblem(e, sources), e);
    }
  }

  /**
   * {@return picocli's model of a command, from which a manual can be made}
   *
   * @param command the command, perhaps a group of others
   */
  public static CommandLine describe(Object command) {
    return CommandModel.of(command);
  }

  /**
   * {@return the file that the user has named by {@code --config}, if any}
   *
   * @param command the command, whose options have been read
   */
  public static Optional<Path> settingsFile(CommandSpec command) {
    return Settings.file(command);
  }

  private static ExitCode chosen(CommandLine program, Settings settings, String... arguments)
      throws CommandException, InterruptedException {
    try {
      ParseResult parsed = program.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return ExitCode.OK;
      }
      return run(parsed.asCommandLineList().getLast(), settings);
    } catch (ParameterException e) {
      return Failures.usage(e, settings);
    }
  }

  private static ExitCode run(CommandLine chosen, Settings settings)
      throws CommandException, InterruptedException {
    if (chosen.getCommand() instanceof Action action) {
      settings.checkFile(chosen.getCommandSpec());
      return action.run(chosen.getOut());
    }
    chosen.usage(chosen.getErr());
    return ExitCode.USAGE;
  }
}
