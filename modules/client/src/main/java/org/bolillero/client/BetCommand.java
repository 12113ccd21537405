package org.bolillero.client;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Options;
import org.bolillero.console.Termination;
import org.bolillero.lottery.Bet;

/** The command {@code bet}: adds one bet of an agency, which does not finish by that. */
public final class BetCommand implements Command {
  private final Options options = new Options();
  private final OfficeOptions office = new OfficeOptions(options);
  private final BetOptions bet = new BetOptions(options);

  /** For one run. */
  public BetCommand() {}

  @Override
  public ManualPage page() {
    return new ManualPage(
        "bet",
        "Send one bet of an agency.",
        List.of(
            "Adds one bet after those of the agency that the office has, and waits until it is"
                + " stored. The agency has not finished by that: more bets may follow.",
            "If the connection is lost after the bet was sent, and the office then has more bets"
                + " than before, it may not be possible to tell whether this one is among them."
                + " The command says so, and does not send it twice."),
        List.of(
            "  NOMBRE='Santiago Lionel' APELLIDO=Lorca DOCUMENTO=30904465 \\",
            "  NACIMIENTO=1999-03-17 NUMERO=7574 \\",
            "  bolillero bet --id 1 --server localhost:12345"),
        List.of(ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Bet checked = bet.checked(LocalDate.now(DayClock.system()));
    try (Agency agency = new Agency(office.start())) {
      Termination.closeOnSignal(agency);
      agency.submit(checked);
      return ExitCode.OK;
    } catch (AgencyException e) {
      throw OfficeOptions.failure(e);
    }
  }
}
