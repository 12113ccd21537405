package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a {@link Command}. Every command gets the option {@code --help}, one with settings also
 * {@code --config}, and the program {@code --version}.
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
  public static void main(Command command, String... arguments) {
    main(() -> command, () -> command, arguments);
  }

  /**
   * Runs a command and ends the JVM with its exit code, like {@link #main(Command, String...)}, for
   * a program with many commands: what is run has only the one that was asked for.
   *
   * @param asked makes the program with the command that was asked for
   * @param whole makes the program with all its commands; they say what a settings file may hold
   * @param arguments what the user typed
   */
  public static void main(Supplier<Command> asked, Supplier<Command> whole, String... arguments) {
    // First of all: a signal that comes before this ends the JVM as if it had failed.
    Termination.listen();
    StandardOutput.fillClosedPlaces();
    carryVirtualThreadsByTwo();
    var out = new PrintWriter(new StandardOutput(), true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    Termination.exit(run(asked.get(), whole, System.getenv(), out, err, arguments));
  }

  /**
   * Has two threads carry the virtual ones at least. The only one of a machine with one processor
   * goes on with those that wake each other, such as sessions whose clients ask without end, and
   * comes late or never to those that a thread of the platform has woken, such as the disk's.
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
      Command command,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    return run(command, () -> command, environment, out, err, arguments);
  }

  static int run(
      Command command,
      Supplier<Command> whole,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    var settings = new Settings(environment, whole);
    var commandLine = new CommandLine(CommandModel.ofProgram(command));
    commandLine.setOut(out).setErr(err).setDefaultValueProvider(settings);
    HelpPage.install(commandLine);
    return run(commandLine, settings, arguments).code();
  }

  private static ExitCode run(CommandLine program, Settings settings, String... arguments) {
    try {
      ExitCode exitCode = chosen(program, settings, arguments);
      // Only now it is known whether all of it could be written.
      if (program.getOut().checkError()) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: could not be written to its end");
      }
      return exitCode;
    } catch (Exception e) {
      // An error is for Termination, which lets one thread of all that meet it speak.
      return Failures.execution(e, program.getErr());
    }
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
    Command command = CommandModel.command(chosen.getCommandSpec());
    if (command instanceof CommandGroup) {
      chosen.usage(chosen.getErr());
      return ExitCode.USAGE;
    }
    settings.checkFile(chosen.getCommandSpec());
    return command.run(chosen.getOut());
  }
}
