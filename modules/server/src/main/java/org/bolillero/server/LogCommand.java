package org.bolillero.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.CommandGroup;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.storage.LogException;

/** The commands {@code log}: look into the log of an office that does not run. */
public final class LogCommand {
  private static final List<ExitCode> EXIT_CODES =
      List.of(ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED);

  private LogCommand() {}

  /**
   * The commands.
   *
   * @return all of them, for one run of one
   */
  public static CommandGroup group() {
    return new CommandGroup(
        new ManualPage(
            "log",
            "Look into the log of an office.",
            List.of("The office must not be running: its log is locked. Nothing is changed."),
            List.of(),
            List.of()),
        List.of(new ShowInfo(), new Dump(), new Verify()));
  }

  private abstract static class OnFolder implements Command {
    private final Options options = new Options();

    private final Option<Path> folder =
        options.path("DIR").required().description("The data folder of the office.");

    @Override
    public Options options() {
      return options;
    }

    @Override
    public ExitCode run(PrintWriter out) throws CommandException {
      try {
        print(folder.value(), out);
      } catch (LogException e) {
        out.flush();
        throw LogFailure.of(e);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: " + e.getMessage(), e);
      }
      return ExitCode.OK;
    }

    abstract void print(Path folder, PrintWriter out) throws LogException, IOException;
  }

  /** {@code log info}. */
  private static final class ShowInfo extends OnFolder {
    @Override
    public ManualPage page() {
      return new ManualPage(
          "info",
          "Show what a log holds.",
          List.of(
              "Shows segments, entries, bets and digests of each agency, the seal and the draw."),
          List.of("  bolillero log info office"),
          EXIT_CODES);
    }

    @Override
    void print(Path folder, PrintWriter out) throws LogException, IOException {
      LogAudit.read(folder).print(out);
    }
  }

  /** {@code log verify}. */
  private static final class Verify extends OnFolder {
    @Override
    public ManualPage page() {
      return new ManualPage(
          "verify",
          "Check a whole log.",
          List.of(
              "Reads every entry and checks its checksum, its place, the bets of each agency"
                  + " against its totals and digests, the seal against the bets, and the result of"
                  + " the draw by repeating it.",
              "Ends with 0 and a summary, or names the first damage: file, offset, entry and"
                  + " agency."),
          List.of("  bolillero log verify office"),
          EXIT_CODES);
    }

    @Override
    void print(Path folder, PrintWriter out) throws LogException, IOException {
      LogAudit audit = LogAudit.read(folder);
      audit.repeatDraw(folder);
      audit.print(out);
      out.println("verified         all entries, totals, digests, the seal and the draw");
    }
  }

  /** {@code log dump}. */
  private static final class Dump extends OnFolder {
    @Override
    public ManualPage page() {
      return new ManualPage(
          "dump",
          "Write all bets as CSV.",
          List.of(
              "Writes to standard output, in log order: agency, first name, last name, document,"
                  + " birth date, number.",
              "Of a damaged log it writes what is sound, and ends with the code for damage."),
          List.of("  bolillero log dump office > bets.csv"),
          EXIT_CODES);
    }

    @Override
    void print(Path folder, PrintWriter out) throws LogException, IOException {
      LogDump.write(folder, out);
    }
  }
}
