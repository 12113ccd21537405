package org.bolillero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.OutputFile;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Reason;
import org.bolillero.console.Termination;

/** The command {@code generate}: makes up the files of some agencies. */
final class GenerateCommand implements Command {
  private final Options options = new Options();

  private final Option<Integer> agencies =
      options
          .number("--agencies", 1, 10_000)
          .label("N")
          .byDefault(5)
          .description("Make up this many agencies.");

  private final Option<Long> bets =
      options
          .count("--bets", 0, 1_000_000_000_000L)
          .label("N")
          .byDefault(100_000L)
          .description("Make up this many bets in all. The agencies get unequal shares.");

  private final Option<Long> seed =
      options
          .seed("--seed")
          .label("N")
          .byDefault(42L)
          .description("Another seed makes other bets.");

  private final Option<Path> folder =
      options
          .path("--out")
          .label("DIR")
          .required()
          .description("Write to this folder, which is made if it is not there.");

  private final Option<Boolean> isReplacing =
      options.flag("--force").description("Replace files that are there already.");

  GenerateCommand() {}

  @Override
  public ManualPage page() {
    return new ManualPage(
        "generate",
        "Make up files of bets.",
        List.of(
            "Writes agency-1.csv, agency-2.csv and so on, and prints the name of each file and how"
                + " many bets it has.",
            "A file is CSV without a header: first name, last name, document, birth date, number;"
                + " UTF-8, lines end with LF. The same seed makes the same files on every machine."
                + " Files that are there already are kept, unless they are to be replaced."),
        List.of(
            "  bolillero generate --out bets",
            "  bolillero generate --agencies 40 --bets 10000000 --seed 7 --out bets --force"),
        List.of(ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    var generator = new BetGenerator(seed.value(), agencies.value(), bets.value());
    prepareFolder();
    try (ProgressDisplay display = ProgressDisplay.open("generate", bets.value())) {
      long before = 0;
      for (int agency = 1; agency <= agencies.value(); agency++) {
        write(generator, agency, display, before);
        before += generator.bets(agency);
        out.println(file(agency) + " " + generator.bets(agency));
      }
    }
    return ExitCode.OK;
  }

  /** Everything that can be refused is refused before anything is written. */
  private void prepareFolder() throws CommandException {
    try {
      Files.createDirectories(folder.value());
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(ExitCode.USAGE, folder.value() + ": is not a folder", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, folder.value() + ": cannot be made: " + Reason.of(e), e);
    }
    for (int agency = 1; agency <= agencies.value(); agency++) {
      Path file = file(agency);
      if (!isReplacing.value() && Files.exists(file)) {
        throw new CommandException(
            ExitCode.USAGE, file + ": exists already; replace it with --force");
      }
      OutputFile.requireReplaceable(file.toString(), file, List.of());
    }
  }

  /** A file gets its name when it is complete. */
  private void write(BetGenerator generator, int agency, ProgressDisplay display, long before)
      throws CommandException {
    Path path = file(agency);
    try (OutputFile file = OutputFile.open(path.toString(), path, List.of())) {
      Termination.closeOnSignal(file);
      try (OutputStream out = file.stream()) {
        generator.write(agency, out, written -> display.to(before + written));
        file.publish();
      } catch (IOException e) {
        throw file.failed(e);
      }
    }
  }

  private Path file(int agency) {
    return folder.value().resolve("agency-" + agency + ".csv");
  }
}
