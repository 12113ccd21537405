package org.bolillero.client;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.EnvironmentPrefix;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Range;
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
      "Sends the bets of a file to the office, says that these were all, waits for the draw, and"
          + " prints the documents of the agency's winners, one a line. Run again with the same"
          + " file, it goes on where it was interrupted; nothing is stored twice.",
      "The file is CSV without a header: first name, last name, document, birth date as YYYY-MM-DD,"
          + " number. Text is UTF-8; empty lines are skipped. A bad row ends the delivery before"
          + " its batch, and is named by its line."
    },
    footer = {
      "bolillero agency --id 1 --file agency-1.csv --server localhost:12345",
      "bolillero agency --id 1 --file agency-1.csv --server localhost:12345 \\",
      "  --no-wait --winners-out winners-1.txt"
    })
@ExitCodes({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
@EnvironmentPrefix("CLI_")
public final class AgencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OfficeOptions office;

  @Option(
      names = "--file",
      paramLabel = "CSV",
      required = true,
      descriptionKey = "file",
      description = "Deliver the bets of this file.")
  private Path file;

  @Option(
      names = "--batch-max",
      paramLabel = "N",
      defaultValue = "" + AgencySettings.BATCH_MAX_DEFAULT,
      descriptionKey = "batch.maxAmount",
      description =
          "Send at most this many bets in a batch. A frame, which the office limits, may hold"
              + " fewer.")
  @Range(min = 1, max = 65_535)
  private int batchMax;

  @Option(
      names = "--no-wait",
      description = "Do not wait for the draw: ask once. A later run gets the winners.")
  private boolean isNotWaiting;

  @Option(
      names = "--winners-out",
      paramLabel = "FILE",
      description =
          "Write the winners to this file instead of standard output, when all of them are known.")
  private @Nullable Path winnersOut;

  /** For picocli, which sets the options. */
  public AgencyCommand() {}

  @Override
  public Integer call() throws CommandException {
    WinnersFile target = winnersOut == null ? null : WinnersFile.at(winnersOut);
    AgencySettings settings = office.start(batchMax, !isNotWaiting);
    switch (submit(settings)) {
      case Outcome.Drawn drawn when target == null -> print(drawn.winners());
      case Outcome.Drawn drawn -> target.write(drawn.winners());
      case Outcome.Pending _ -> {
        // Delivered; how far the others are has been logged.
      }
    }
    return ExitCode.OK.code();
  }

  private Outcome submit(AgencySettings settings) throws CommandException {
    try (Agency agency = new Agency(settings);
        ProgressDisplay display =
            ProgressDisplay.open("agency " + settings.agency(), file.toFile().length())) {
      Termination.closeOnSignal(agency);
      return agency.submit(file, display::to);
    } catch (AgencyException e) {
      throw OfficeOptions.failure(e);
    }
  }

  private void print(WinningDocuments winners) throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    for (String document : winners) {
      out.print(document + "\n");
    }
    if (out.checkError()) {
      throw new CommandException(
          ExitCode.STORAGE_FAILED, "the winners cannot be written to standard output");
    }
  }
}
