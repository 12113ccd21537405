package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs a command: an object with picocli's {@code @Command} that is a {@code Callable<Integer>} and
 * returns the exit code.
 *
 * <p>An option with a {@code descriptionKey} is a setting; see {@link EnvironmentPrefix}. A command
 * with settings also gets the option {@code --config}, and every command gets {@code --help}. A
 * {@link Range} is checked before the command is called.
 */
public final class Program {
  private Program() {}

  /**
   * Runs a command and ends the JVM with its exit code. On a signal that asks the program to end,
   * what was registered with {@link Termination} is closed first.
   *
   * @param command the command object, perhaps with sub-commands
   * @param arguments what the user typed
   */
  public static void main(Object command, String... arguments) {
    main(() -> command, UnaryOperator.identity(), arguments);
  }

  /**
   * Runs a command and ends the JVM with its exit code, like {@link #main(Object, String...)}, for
   * a program whose commands take long to make: what is run has only the one that was asked for.
   *
   * @param asked makes the program with the command that was asked for
   * @param whole makes the program with all its commands; they say what a settings file may hold
   * @param arguments what the user typed
   */
  public static void main(Supplier<?> asked, Supplier<CommandSpec> whole, String... arguments) {
    main(asked, _ -> whole.get(), arguments);
  }

  private static void main(
      Supplier<?> asked, UnaryOperator<CommandSpec> whole, String... arguments) {
    // First of all: a signal that comes before this ends the JVM as if it had failed.
    Termination.listen();
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    Termination.exit(run(asked.get(), whole, System.getenv(), out, err, arguments));
  }

  /**
   * Runs a command and returns.
   *
   * @param command the command object, perhaps with sub-commands, or picocli's model of it
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
    return run(command, UnaryOperator.identity(), environment, out, err, arguments);
  }

  static int run(
      Object command,
      UnaryOperator<CommandSpec> whole,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    var commandLine = new CommandLine(command).setOut(out).setErr(err);
    var settings = new Settings(environment, whole);
    var failures = new Failures(settings);
    CommonOptions.addTo(commandLine.getCommandSpec());
    HelpPage.install(commandLine);
    Converters.register(commandLine);
    commandLine
        .setDefaultValueProvider(settings)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(parsed -> execute(parsed, settings));
    int exitCode = commandLine.execute(arguments);
    out.flush();
    return exitCode;
  }

  private static int execute(ParseResult parsed, Settings settings) {
    if (!isInformation(parsed)) {
      for (CommandLine each : parsed.asCommandLineList()) {
        CommandSpec command = each.getCommandSpec();
        settings.checkFile(command);
        command.args().forEach(argument -> checkRange(each, argument));
      }
    }
    return new RunLast().execute(parsed);
  }

  private static boolean isInformation(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(each -> each.isUsageHelpRequested() || each.isVersionHelpRequested());
  }

  private static void checkRange(CommandLine command, ArgSpec argument) {
    Object value = argument.getValue();
    if (value != null && !new Setting(argument).allows(value)) {
      throw new ParameterException(
          command, "out of range", new TypeConversionException(""), argument, value.toString());
    }
  }
}
