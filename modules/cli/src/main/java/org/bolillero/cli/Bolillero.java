package org.bolillero.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.bolillero.client.AgencyCommand;
import org.bolillero.client.BetCommand;
import org.bolillero.client.PingCommand;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Program;
import org.bolillero.server.LogCommand;
import org.bolillero.server.ServerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bolillero}, which does nothing itself. */
@Command(
    name = "bolillero",
    header = "The central office of a lottery, and its agencies.",
    description = {
      "Agencies stream their bets to the office, which stores every bet durably and exactly once."
          + " When all agencies have finished, it holds the draw, once, and tells each agency its"
          + " own winners.",
      "Settings come from flags, or else from the environment, or else from the file that --config"
          + " names, or else they have defaults. Results go to standard output, log lines and"
          + " progress to standard error."
    },
    footer = {
      "  bolillero generate --agencies 5 --bets 100000 --out bets",
      "  bolillero server --agencies 1-5 --data office",
      "  bolillero agency --id 1 --file bets/agency-1.csv --server localhost:12345"
    },
    versionProvider = Bolillero.Version.class)
@ExitCodes({
  ExitCode.BAD_INPUT,
  ExitCode.UNREACHABLE,
  ExitCode.REFUSED,
  ExitCode.IN_USE,
  ExitCode.DAMAGED,
  ExitCode.STORAGE_FAILED
})
final class Bolillero implements Callable<Integer> {
  /** In the order of the help. */
  private static final List<Supplier<Object>> COMMANDS =
      List.of(
          DemoCommand::new,
          ServerCommand::new,
          AgencyCommand::new,
          BetCommand::new,
          PingCommand::new,
          GenerateCommand::new,
          LogCommand::new);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  boolean isVersionAsked;

  Bolillero() {}

  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(() -> asked(arguments), Bolillero::whole, arguments);
  }

  /**
   * What offices and agencies are started with is made alone: all the other commands would add a
   * tenth to the time of a start.
   */
  private static CommandSpec asked(String... arguments) {
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "server" -> with(List.of(ServerCommand::new));
      case "agency" -> with(List.of(AgencyCommand::new));
      default -> whole();
    };
  }

  /** The program with all its commands. */
  static CommandSpec whole() {
    return with(COMMANDS);
  }

  private static CommandSpec with(List<Supplier<Object>> commands) {
    CommandSpec program = CommandSpec.forAnnotatedObject(new Bolillero());
    for (Supplier<Object> each : commands) {
      CommandSpec command = CommandSpec.forAnnotatedObject(each.get());
      program.addSubcommand(command.name(), command);
    }
    return program;
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.code();
  }

  /** The version of the module, and of the Java that runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var descriptor = Bolillero.class.getModule().getDescriptor();
      String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
      return new String[] {
        "bolillero " + (version.isEmpty() ? "(unknown version)" : version),
        "Java " + Runtime.version()
      };
    }
  }
}
