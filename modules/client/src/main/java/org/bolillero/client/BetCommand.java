package org.bolillero.client;

import java.io.PrintWriter;
import java.time.LocalDate;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Termination;
import org.bolillero.lottery.Bet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code bet}: adds one bet of an agency, which does not finish by that. */
@Command(
    name = "bet",
    header = "Send one bet of an agency.",
    description = {
      "Adds one bet after those of the agency that the office has, and waits until it is stored."
          + " The agency has not finished by that: more bets may follow.",
      "If the connection is lost after the bet was sent, and the office then has more bets than"
          + " before, it may not be possible to tell whether this one is among them. The command"
          + " says so, and does not send it twice."
    },
    footer = {
      "  NOMBRE='Santiago Lionel' APELLIDO=Lorca DOCUMENTO=30904465 \\",
      "  NACIMIENTO=1999-03-17 NUMERO=7574 \\",
      "  bolillero bet --id 1 --server localhost:12345"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED})
public final class BetCommand implements Action {
  @Mixin private final AgencySettings settings = new AgencySettings();
  @Mixin private final BetOptions bet = new BetOptions();

  /** For one run. */
  public BetCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Bet checked = bet.checked(LocalDate.now(DayClock.system()));
    settings.start();
    try (Agency agency = new Agency(settings)) {
      Termination.closeOnSignal(agency);
      agency.submit(checked);
      return ExitCode.OK;
    }
  }
}
