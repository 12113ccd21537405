package org.bolillero.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.LogAudit;
import org.bolillero.server.OfficeFailure;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands {@code log}: look into the log of an office that does not run. */
@Command(
    name = "log",
    header = "Look into the log of an office.",
    description = "The office must not be running: its log is locked. Nothing is changed.",
    subcommands = {LogCommand.ShowInfo.class, LogCommand.Dump.class, LogCommand.Verify.class})
final class LogCommand {
  @Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
  abstract static class OnFolder implements Action {
    @Parameters(paramLabel = "DIR", description = "The data folder of the office.")
    private Path folder;

    @Override
    public ExitCode run(PrintWriter out) throws CommandException {
      try {
        print(folder, out);
      } catch (LogException e) {
        out.flush();
        throw OfficeFailure.of(e);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: " + e.getMessage(), e);
      }
      return ExitCode.OK;
    }

    abstract void print(Path where, PrintWriter out) throws LogException, IOException;
  }

  @Command(
      name = "info",
      header = "Show what a log holds.",
      description =
          "Shows segments, entries, bets and digests of each agency, the seal and the draw.",
      footer = "  bolillero log info office")
  static final class ShowInfo extends OnFolder {
    @Override
    void print(Path where, PrintWriter out) throws LogException, IOException {
      new LogAudit(where).print(out);
    }
  }

  @Command(
      name = "verify",
      header = "Check a whole log.",
      description = {
        "Reads every entry and checks its checksum, its place, the bets of each agency against its"
            + " totals and digests, the seal against the bets, and the result of the draw by"
            + " repeating it.",
        "Ends with 0 and a summary, or names the first damage: file, offset, entry and agency."
      },
      footer = "  bolillero log verify office")
  static final class Verify extends OnFolder {
    @Override
    void print(Path where, PrintWriter out) throws LogException, IOException {
      LogAudit audit = new LogAudit(where);
      audit.repeatDraw();
      audit.print(out);
      out.println("verified         all entries, totals, digests, the seal and the draw");
    }
  }

  @Command(
      name = "dump",
      header = "Write all bets as CSV.",
      description = {
        "Writes to standard output, in log order: agency, first name, last name, document, birth"
            + " date, number.",
        "Of a damaged log it writes what is sound, and ends with the code for damage."
      },
      footer = "  bolillero log dump office > bets.csv")
  static final class Dump extends OnFolder {
    @Override
    void print(Path where, PrintWriter out) throws LogException, IOException {
      try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
        DurableLog.inspect(
            where,
            DrawEventCodec.WORDS,
            (number, entry) -> write(DrawEventCodec.read(number, entry), csv));
      }
    }

    private static void write(DrawEvent event, CsvWriter csv) {
      if (event instanceof DrawEvent.Bets(int agency, BetBatch bets)) {
        for (Bet bet : bets) {
          csv.writeRecord(
              Integer.toString(agency),
              bet.firstName(),
              bet.lastName(),
              bet.document(),
              bet.birthDate().toString(),
              Integer.toString(bet.number()));
        }
      }
    }
  }
}
