package org.bolillero.cli;

import org.bolillero.client.AgencyCommand;
import org.bolillero.client.BetCommand;
import org.bolillero.client.PingCommand;
import org.bolillero.console.Commands;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;
import org.bolillero.pki.TlsCommand;
import org.bolillero.server.ServerCommand;
import picocli.CommandLine.Command;

/** The program {@code bolillero}: all its commands. */
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
    })
@Commands({
  DemoCommand.class,
  ServerCommand.class,
  ReloadCommand.class,
  AgencyCommand.class,
  BetCommand.class,
  PingCommand.class,
  DrawCommand.class,
  GenerateCommand.class,
  LogCommand.class,
  MetricsCommand.class,
  TlsCommand.class
})
@Ends({
  ExitCode.BAD_INPUT,
  ExitCode.UNREACHABLE,
  ExitCode.REFUSED,
  ExitCode.IN_USE,
  ExitCode.DAMAGED,
  ExitCode.STORAGE_FAILED,
  ExitCode.CLOSED
})
final class Bolillero {
  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(new Bolillero(), arguments);
  }
}
