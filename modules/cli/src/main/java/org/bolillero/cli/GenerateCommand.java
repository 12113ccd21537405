package org.bolillero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.OutputFile;
import org.bolillero.console.OutputFolder;
import org.bolillero.console.ProgressDisplay;
import org.bolillero.console.Setting;
import org.bolillero.console.Termination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code generate}: makes up the files of some agencies. */
@Command(
    name = "generate",
    header = "Make up files of bets.",
    description = {
      "Writes agency-1.csv, agency-2.csv and so on, and prints the name of each file and how many"
          + " bets it has.",
      "A file is CSV without a header: first name, last name, document, birth date, number; UTF-8,"
          + " lines end with LF. The same seed makes the same files on every machine. Files that"
          + " are there already are kept, unless they are to be replaced."
    },
    footer = {
      "  bolillero generate --out bets",
      "  bolillero generate --agencies 40 --bets 10000000 --seed 7 --out bets --force"
    })
@Ends(ExitCode.STORAGE_FAILED)
final class GenerateCommand implements Action {
  @Option(names = "--agencies", defaultValue = "5", description = "Make up this many agencies.")
  @Setting(min = 1, max = 10_000)
  private int agencies;

  @Option(
      names = "--bets",
      defaultValue = "100000",
      description = "Make up this many bets in all. The agencies get unequal shares.")
  @Setting(min = 0, max = 1_000_000_000_000L)
  private long bets;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Another seed makes other bets.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Write to this folder, which is made if it is not there.")
  private Path folder;

  @Option(names = "--force", description = "Replace files that are there already.")
  private boolean isReplacing;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    var generator = new BetGenerator(seed, agencies, bets);
    prepareFolder();
    try (ProgressDisplay display = ProgressDisplay.open("generate", bets)) {
      long before = 0;
      for (int agency = 1; agency <= agencies; agency++) {
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
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(ExitCode.USAGE, folder + ": is not a folder", e);
    } catch (IOException e) {
      throw OutputFolder.notMade(folder, e);
    }
    for (int agency = 1; agency <= agencies; agency++) {
      Path file = file(agency);
      if (!isReplacing && Files.exists(file)) {
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
    return folder.resolve("agency-" + agency + ".csv");
  }
}
