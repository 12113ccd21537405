package org.bolillero.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.storage.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code log}: looks into the log of an office that does not run. */
@Command(
    name = "log",
    header = "Look into the log of an office.",
    description = "The office must not be running: its log is locked. Nothing is changed.",
    subcommands = {LogCommand.ShowInfo.class, LogCommand.Dump.class, LogCommand.Verify.class})
public final class LogCommand {

  /** For picocli. */
  public LogCommand() {}

  abstract static class OnFolder implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The data folder of the office.")
    private Path folder;

    @Override
    public Integer call() throws CommandException {
      PrintWriter out = spec.commandLine().getOut();
      try {
        run(folder, out);
      } catch (LogException e) {
        out.flush();
        throw LogFailure.of(e);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: " + e.getMessage(), e);
      }
      // A print writer keeps its failures to itself until it is asked.
      if (out.checkError()) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: could not be written to its end");
      }
      return ExitCode.OK.code();
    }

    abstract void run(Path folder, PrintWriter out) throws LogException, IOException;
  }

  /** {@code log info}. */
  @Command(
      name = "info",
      header = "Show what a log holds.",
      description =
          "Shows segments, entries, bets and digests of each agency, the seal and the draw.",
      footer = {"Example:", "  bolillero log info office"})
  @ExitCodes({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
  static final class ShowInfo extends OnFolder {
    @Override
    void run(Path folder, PrintWriter out) throws LogException {
      LogAudit.read(folder).print(out);
    }
  }

  /** {@code log verify}. */
  @Command(
      name = "verify",
      header = "Check a whole log.",
      description = {
        "Reads every entry and checks its checksum, its place, the bets of each agency against its"
            + " totals and digests, the seal against the bets, and the result of the draw by"
            + " repeating it.",
        "Ends with 0 and a summary, or names the first damage: file, offset, entry and agency."
      },
      footer = {"Example:", "  bolillero log verify office"})
  @ExitCodes({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
  static final class Verify extends OnFolder {
    @Override
    void run(Path folder, PrintWriter out) throws LogException {
      LogAudit audit = LogAudit.read(folder);
      audit.repeatDraw(folder);
      audit.print(out);
      out.println("verified         all entries, totals, digests, the seal and the draw");
    }
  }

  /** {@code log dump}. */
  @Command(
      name = "dump",
      header = "Write all bets as CSV.",
      description = {
        "Writes to standard output, in log order: agency, first name, last name, document, birth"
            + " date, number.",
        "Of a damaged log it writes what is sound, and ends with the code for damage."
      },
      footer = {"Example:", "  bolillero log dump office > bets.csv"})
  @ExitCodes({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
  static final class Dump extends OnFolder {
    @Override
    void run(Path folder, PrintWriter out) throws LogException, IOException {
      LogDump.write(folder, out);
    }
  }
}
