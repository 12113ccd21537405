package org.bolillero.client;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.OutputFile;
import org.bolillero.console.Program;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Termination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code agency}: delivers a file of bets and prints the documents of the winners. */
@Command(
    name = "agency",
    header = "Deliver an agency's bets and print its winners.",
    description = {
      "Sends the bets of a file to the office, finishes, waits for the draw, and prints the"
          + " documents of the agency's winners, one on each line. Run again with the same file, it"
          + " continues where it was interrupted; nothing is stored twice.",
      "The file is CSV without a header: first name, last name, document, birth date as YYYY-MM-DD,"
          + " number. Text is UTF-8; empty lines are skipped. An invalid row ends the delivery"
          + " before its batch, and is named by its line. A file without rows, or whose last line"
          + " lacks a line end, is refused unless an option says that this is intended.",
      "If sales are closed before all bets are stored, those that were count. The agency finishes"
          + " with them, prints its winners if the draw has been held, and says how many bets of"
          + " the file are not in the draw."
    },
    footer = {
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345",
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345 \\",
      "    --no-wait --winners-out winners-1.txt --uncounted-out refund-1.csv"
    })
@Ends({
  ExitCode.BAD_INPUT,
  ExitCode.UNREACHABLE,
  ExitCode.REFUSED,
  ExitCode.STORAGE_FAILED,
  ExitCode.CLOSED
})
public final class AgencyCommand implements Action {
  private static final String WINNERS = "--winners-out=";
  private static final String UNCOUNTED = "--uncounted-out=";

  /** Gives the user the winners, once all are known. */
  private interface Publication {
    void publish() throws CommandException;
  }

  @Spec private CommandSpec spec;
  @Mixin private final AgencySettings settings = new AgencySettings();
  @Mixin private final DeliverySettings delivery = new DeliverySettings();

  @Option(
      names = "--winners-out",
      paramLabel = "FILE",
      description =
          "Write the winners to this file instead of standard output, once all are known.")
  private @Nullable Path winnersOut;

  @Option(
      names = "--uncounted-out",
      paramLabel = "FILE",
      description =
          "Write the rows that are not in the draw to this file, because sales were closed before"
              + " them; it is empty if every bet counts.")
  private @Nullable Path uncountedOut;

  /** For one run. */
  public AgencyCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    DayClock.system(); // On a wrong day good dates of birth would look bad.
    requireTwoFiles();
    if (uncountedOut == null) {
      deliver(out, UncountedTarget.NONE);
    } else {
      try (OutputFile file = OutputFile.open(UNCOUNTED + uncountedOut, uncountedOut, inputs())) {
        Termination.closeOnSignal(file);
        deliver(out, new FileTarget(file, file.stream()));
      }
    }
    return ExitCode.OK;
  }

  private void requireTwoFiles() throws CommandException {
    if (winnersOut != null && uncountedOut != null) {
      Path winners = OutputFile.requireReplaceable(WINNERS + winnersOut, winnersOut, inputs());
      Path other = OutputFile.requireReplaceable(UNCOUNTED + uncountedOut, uncountedOut, inputs());
      if (winners.equals(other)) {
        throw new CommandException(
            ExitCode.USAGE, UNCOUNTED + uncountedOut + ": is the file of the winners, too");
      }
    }
  }

  private List<Path> inputs() {
    return Stream.concat(Stream.of(delivery.file()), Program.settingsFile(spec).stream()).toList();
  }

  private void deliver(PrintWriter out, UncountedTarget uncounted) throws CommandException {
    if (winnersOut == null) {
      try (WinnersSpool spool = new WinnersSpool()) {
        deliver(spool, uncounted, () -> spool.print(out));
      }
    } else {
      try (OutputFile file = OutputFile.open(WINNERS + winnersOut, winnersOut, inputs())) {
        Termination.closeOnSignal(file);
        deliver(new FileTarget(file, file.stream()), uncounted, file::publish);
      }
    }
  }

  /** Publishes the winners if the draw has been held, whether or not all bets are in it. */
  private void deliver(WinnersTarget winners, UncountedTarget uncounted, Publication publication)
      throws CommandException {
    try {
      if (submit(winners, uncounted).isPresent()) {
        publication.publish();
      }
    } catch (SalesClosedException e) {
      if (e.winners().isPresent()) {
        publication.publish();
      }
      throw e;
    }
  }

  private OptionalInt submit(WinnersTarget winners, UncountedTarget uncounted)
      throws CommandException {
    delivery.expectedBets(); // What contradicts itself is said before anything is logged.
    settings.start();
    long size = delivery.file().toFile().length();
    try (Agency agency = new Agency(settings);
        ProgressDisplay display = ProgressDisplay.open("agency " + settings.agency(), size)) {
      Termination.closeOnSignal(agency);
      return agency.submit(delivery, display::to, winners, uncounted);
    }
  }
}
