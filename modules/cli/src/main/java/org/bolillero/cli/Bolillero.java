package org.bolillero.cli;

import java.util.List;
import java.util.function.Supplier;
import org.bolillero.client.AgencyCommand;
import org.bolillero.client.BetCommand;
import org.bolillero.client.PingCommand;
import org.bolillero.console.Command;
import org.bolillero.console.CommandGroup;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Logging;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Program;
import org.bolillero.server.LogCommand;
import org.bolillero.server.ServerCommand;

/** The program {@code bolillero}: all its commands. */
final class Bolillero {
  private static final ManualPage PAGE =
      new ManualPage(
          "bolillero",
          "The central office of a lottery, and its agencies.",
          List.of(
              "Agencies stream their bets to the office, which stores every bet durably and exactly"
                  + " once. When all agencies have finished, it holds the draw, once, and tells"
                  + " each agency its own winners.",
              "Settings come from flags, or else from the environment, or else from the file that"
                  + " --config names, or else they have defaults. Results go to standard output,"
                  + " log lines and progress to standard error."),
          List.of(
              "  bolillero generate --agencies 5 --bets 100000 --out bets",
              "  bolillero server --agencies 1-5 --data office",
              "  bolillero agency --id 1 --file bets/agency-1.csv --server localhost:12345"),
          List.of(
              ExitCode.BAD_INPUT,
              ExitCode.UNREACHABLE,
              ExitCode.REFUSED,
              ExitCode.IN_USE,
              ExitCode.DAMAGED,
              ExitCode.STORAGE_FAILED));

  private Bolillero() {}

  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(() -> asked(arguments), Bolillero::whole, arguments);
  }

  /** What offices and agencies are started with is made alone, which makes a start shorter. */
  private static Command asked(String... arguments) {
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "server" -> alone(ServerCommand::new);
      case "agency" -> alone(AgencyCommand::new);
      default -> whole();
    };
  }

  private static Command alone(Supplier<Command> command) {
    Logging.prepare();
    return new CommandGroup(PAGE, List.of(command.get()));
  }

  /** The program with all its commands, in the order of the help. */
  static Command whole() {
    return new CommandGroup(
        PAGE,
        List.of(
            new DemoCommand(),
            new ServerCommand(),
            new AgencyCommand(),
            new BetCommand(),
            new PingCommand(),
            new GenerateCommand(),
            LogCommand.group()));
  }
}
