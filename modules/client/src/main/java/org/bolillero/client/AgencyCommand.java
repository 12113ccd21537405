package org.bolillero.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import org.bolillero.console.SettingsFile;
import org.bolillero.console.Termination;
import org.bolillero.lottery.BetBatch;
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
          + " its batch, and is named by its line. A file without a row, or whose last line has no"
          + " end, is refused unless it is said that this is meant."
    },
    footer = {
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345",
      "  bolillero agency --id 1 --file agency-1.csv --server localhost:12345 \\",
      "    --no-wait --winners-out winners-1.txt"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
public final class AgencyCommand implements Action {
  @Spec private CommandSpec spec;
  @Mixin private final OfficeOptions office = new OfficeOptions();

  @Option(
      names = "--file",
      paramLabel = "CSV",
      required = true,
      description = "Deliver the bets of this file.")
  @Setting(prefix = OfficeOptions.PREFIX, key = "file")
  private Path file;

  @Option(
      names = "--expect-bets",
      paramLabel = "N",
      description =
          "Finish only if the file has so many bets. Nothing else tells that a file was cut at the"
              + " end of a line.")
  @Setting(prefix = OfficeOptions.PREFIX, key = "expect_bets", min = 0)
  private @Nullable Long expectedBets;

  @Option(
      names = "--no-bets",
      description = "The file has no bets, and that is meant. Otherwise it is refused.")
  @Setting(prefix = OfficeOptions.PREFIX, key = "no_bets")
  private boolean isWithoutBets;

  @Option(
      names = "--unterminated-last-line",
      description =
          "The last line of the file may go without a line end, and that is meant. Otherwise it is"
              + " refused, because a file that was cut looks like that.")
  @Setting(prefix = OfficeOptions.PREFIX, key = "unterminated_last_line")
  private boolean isEndFree;

  @Option(
      names = "--batch-max",
      paramLabel = "N",
      defaultValue = "" + BetBatch.COUNT_MAX,
      description =
          "Send at most this many bets in a batch. A frame, which the office limits, may hold"
              + " fewer.")
  @Setting(
      prefix = OfficeOptions.PREFIX,
      key = "batch.maxAmount",
      min = 1,
      max = BetBatch.COUNT_MAX)
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
      if (submit(start(), spool) instanceof DrawStatus.Drawn) {
        spool.print(out);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.STORAGE_FAILED, "the winners cannot be kept: " + Reason.of(e), e);
    }
  }

  private void write(Path path) throws CommandException {
    try (WinnersFile target = WinnersFile.open(path, inputs())) {
      Termination.closeOnSignal(target);
      if (submit(start(), target) instanceof DrawStatus.Drawn) {
        target.publish();
      }
    }
  }

  private List<Path> inputs() {
    return Stream.concat(Stream.of(file), SettingsFile.of(spec).stream()).toList();
  }

  private AgencySettings start() {
    return office.start(batchMax, !isNotWaiting);
  }

  private DrawStatus submit(AgencySettings settings, WinnersTarget winners)
      throws CommandException {
    try (Agency agency = new Agency(settings);
        ProgressDisplay display =
            ProgressDisplay.open("agency " + settings.agency(), file.toFile().length())) {
      Termination.closeOnSignal(agency);
      return agency.submit(file, expectations(), display::to, winners);
    } catch (AgencyException e) {
      throw AgencyFailure.of(e);
    }
  }

  private FileExpectations expectations() throws CommandException {
    long bets = expectedBets == null ? 0 : expectedBets;
    if (isWithoutBets && bets > 0) {
      throw new CommandException(
          ExitCode.USAGE, "--no-bets and --expect-bets=" + bets + " contradict each other");
    }
    boolean isKnown = isWithoutBets || expectedBets != null;
    return new FileExpectations(isKnown ? OptionalLong.of(bets) : OptionalLong.empty(), isEndFree);
  }
}
