package org.bolillero.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Reason;
import org.bolillero.console.Termination;
import org.bolillero.lottery.BetBatch;

/** The command {@code agency}: delivers a file of bets and prints the documents of the winners. */
public final class AgencyCommand implements Command {
  private final Options options = new Options();
  private final OfficeOptions office = new OfficeOptions(options);

  private final Option<Path> file =
      options
          .path("--file")
          .label("CSV")
          .required()
          .setting(OfficeOptions.PREFIX, "file")
          .description("Deliver the bets of this file.");

  private final Option<Long> expectedBets =
      options
          .count("--expect-bets", 0, Long.MAX_VALUE)
          .label("N")
          .setting(OfficeOptions.PREFIX, "expect_bets")
          .description(
              "Finish only if the file has so many bets. Nothing else tells that a file was cut"
                  + " at the end of a line.");

  private final Option<Boolean> isWithoutBets =
      options
          .flag("--no-bets")
          .setting(OfficeOptions.PREFIX, "no_bets")
          .description("The file has no bets, and that is meant. Otherwise it is refused.");

  private final Option<Boolean> isEndFree =
      options
          .flag("--unterminated-last-line")
          .setting(OfficeOptions.PREFIX, "unterminated_last_line")
          .description(
              "The last line of the file may go without a line end, and that is meant. Otherwise"
                  + " it is refused, because a file that was cut looks like that.");

  private final Option<Integer> batchMax =
      options
          .number("--batch-max", 1, BetBatch.COUNT_MAX)
          .label("N")
          .byDefault(AgencySettings.BATCH_MAX_DEFAULT)
          .setting(OfficeOptions.PREFIX, "batch.maxAmount")
          .description(
              "Send at most this many bets in a batch. A frame, which the office limits, may hold"
                  + " fewer.");

  private final Option<Boolean> isNotWaiting =
      options
          .flag("--no-wait")
          .description("Do not wait for the draw: ask once. A later run gets the winners.");

  private final Option<Path> winnersOut =
      options
          .path("--winners-out")
          .label("FILE")
          .description(
              "Write the winners to this file instead of standard output, when all of them are"
                  + " known.");

  /** For one run. */
  public AgencyCommand() {}

  @Override
  public ManualPage page() {
    return new ManualPage(
        "agency",
        "Deliver an agency's bets and print its winners.",
        List.of(
            "Sends the bets of a file to the office, says that these were all, waits for the draw,"
                + " and prints the documents of the agency's winners, one a line. Run again with"
                + " the same file, it goes on where it was interrupted; nothing is stored twice.",
            "The file is CSV without a header: first name, last name, document, birth date as"
                + " YYYY-MM-DD, number. Text is UTF-8; empty lines are skipped. A bad row ends the"
                + " delivery before its batch, and is named by its line. A file without a row, or"
                + " whose last line has no end, is refused unless it is said that this is meant."),
        List.of(
            "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345",
            "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345 \\",
            "    --no-wait --winners-out winners-1.txt"),
        List.of(
            ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    DayClock.system(); // On a wrong day good dates of birth would look bad.
    if (winnersOut.found().isEmpty()) {
      print(out);
    } else {
      write();
    }
    return ExitCode.OK;
  }

  private void print(PrintWriter out) throws CommandException {
    try (WinnersSpool spool = new WinnersSpool()) {
      if (submit(start(), spool) instanceof DrawStatus.Drawn) {
        spool.print(out);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.STORAGE_FAILED, "the winners cannot be kept: " + Reason.of(e), e);
    }
  }

  private void write() throws CommandException {
    try (WinnersFile target = WinnersFile.open(winnersOut.value(), inputs())) {
      Termination.closeOnSignal(target);
      if (submit(start(), target) instanceof DrawStatus.Drawn) {
        target.publish();
      }
    }
  }

  private List<Path> inputs() {
    return Stream.concat(file.found().stream(), options.settingsFile().stream()).toList();
  }

  private AgencySettings start() {
    return office.start(batchMax.value(), !isNotWaiting.value());
  }

  private DrawStatus submit(AgencySettings settings, WinnersTarget winners)
      throws CommandException {
    try (Agency agency = new Agency(settings);
        ProgressDisplay display =
            ProgressDisplay.open("agency " + settings.agency(), file.value().toFile().length())) {
      Termination.closeOnSignal(agency);
      return agency.submit(file.value(), expectations(), display::to, winners);
    } catch (AgencyException e) {
      throw OfficeOptions.failure(e);
    }
  }

  private FileExpectations expectations() throws CommandException {
    boolean isNone = isWithoutBets.value();
    long bets = expectedBets.found().orElse(0L);
    if (isNone && bets > 0) {
      throw new CommandException(
          ExitCode.USAGE, "--no-bets and --expect-bets=" + bets + " contradict each other");
    }
    boolean isKnown = isNone || expectedBets.found().isPresent();
    return new FileExpectations(
        isKnown ? OptionalLong.of(bets) : OptionalLong.empty(), isEndFree.value());
  }
}
