package org.bolillero.client;

import java.io.IOException;
import java.io.OutputStream;
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
          + " lacks a line end, is refused unless an option says that this is intended."
    },
    footer = {
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345",
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345 \\",
      "    --no-wait --winners-out winners-1.txt"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
public final class AgencyCommand implements Action {
  @Spec private CommandSpec spec;
  @Mixin private final AgencySettings settings = new AgencySettings();
  @Mixin private final DeliverySettings delivery = new DeliverySettings();

  @Option(
      names = "--winners-out",
      paramLabel = "FILE",
      description =
          "Write the winners to this file instead of standard output, once all are known.")
  private @Nullable Path winnersOut;

  /** For one run. */
  public AgencyCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    DayClock.system(); // On a wrong day good dates of birth would look bad.
    if (winnersOut == null) {
      print(out);
    } else {
      write(winnersOut);
    }
    return ExitCode.OK;
  }

  private void print(PrintWriter out) throws CommandException {
    try (WinnersSpool spool = new WinnersSpool()) {
      if (submit(spool).isPresent()) {
        spool.print(out);
      }
    }
  }

  private void write(Path path) throws CommandException {
    try (OutputFile file = OutputFile.open("--winners-out=" + path, path, inputs())) {
      Termination.closeOnSignal(file);
      if (submit(new WinnersFile(file, file.stream())).isPresent()) {
        file.publish();
      }
    }
  }

  private List<Path> inputs() {
    return Stream.concat(Stream.of(delivery.file()), Program.settingsFile(spec).stream()).toList();
  }

  private OptionalInt submit(WinnersTarget winners) throws CommandException {
    delivery.expectedBets(); // What contradicts itself is said before anything is logged.
    settings.start();
    long size = delivery.file().toFile().length();
    try (Agency agency = new Agency(settings);
        ProgressDisplay display = ProgressDisplay.open("agency " + settings.agency(), size)) {
      Termination.closeOnSignal(agency);
      return agency.submit(delivery, display::to, winners);
    }
  }

  private record WinnersFile(OutputFile file, OutputStream out) implements WinnersTarget {
    @Override
    public void begin() throws CommandException {
      file.restart();
    }

    @Override
    public void add(byte[] documents) throws CommandException {
      try {
        out.write(documents);
      } catch (IOException e) {
        throw file.failed(e);
      }
    }
  }
}
