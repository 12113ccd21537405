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
import org.bolillero.office.DrawLogs;
import org.bolillero.office.LogAudit;
import org.bolillero.server.KafkaSettings;
import org.bolillero.server.LogPublication;
import org.bolillero.server.OfficeFailure;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands {@code log}: look into the log of an office that does not run. */
@Command(
    name = "log",
    header = "Look into the log of an office.",
    description = "The office must not be running: its log is locked, and is not changed.",
    subcommands = {
      LogCommand.ShowInfo.class,
      LogCommand.Dump.class,
      LogCommand.Verify.class,
      LogCommand.Publish.class
    })
final class LogCommand {
  @Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
  abstract static class OnFolder implements Action {
    @Parameters(
        paramLabel = "DIR",
        description = "The data folder of the office, or the folder of one of its draws.")
    private Path folder;

    @Override
    public ExitCode run(PrintWriter out) throws CommandException {
      try {
        print(DrawLogs.in(folder).folders(), out);
      } catch (LogException e) {
        out.flush();
        throw OfficeFailure.of(e);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.STORAGE_FAILED, "standard output: " + e.getMessage(), e);
      }
      return ExitCode.OK;
    }

    abstract void print(ImmutableList<Path> draws, PrintWriter out)
        throws LogException, CommandException, IOException;
  }

  /** What is done with each draw. Damage to one of them does not keep the others from view. */
  abstract static class OnEachDraw extends OnFolder {
    @Override
    final void print(ImmutableList<Path> draws, PrintWriter out) throws LogException {
      if (draws.size() == 1) {
        print(draws.getOnly(), out);
        return;
      }
      MutableList<LogException> damages = Lists.mutable.empty();
      for (Path each : draws) {
        try {
          print(each, out);
        } catch (LogException e) {
          String damage = each + ": " + e.getMessage();
          out.println("damaged          " + damage);
          damages.add(new LogException(e.kind(), damage, e));
        }
        out.println();
      }
      if (damages.notEmpty()) {
        throw damages.getFirst();
      }
    }

    abstract void print(Path draw, PrintWriter out) throws LogException;
  }

  @Command(
      name = "info",
      header = "Show what the logs of an office hold.",
      description =
          "Shows of each draw segments, entries, bets and digests of each agency, the seal, the"
              + " result, and the record: who has decided what, when and why.",
      footer = "  bolillero log info office")
  static final class ShowInfo extends OnEachDraw {
    @Override
    void print(Path draw, PrintWriter out) throws LogException {
      new LogAudit(draw).print(out);
    }
  }

  @Command(
      name = "verify",
      header = "Check the whole logs of an office.",
      description = {
        "Reads every entry of each draw and checks its checksum, its place, the bets of each agency"
            + " against its totals and digests, the record against the rules of a draw's life, the"
            + " seal against the bets, and each result of the draw by repeating it.",
        "Ends with 0 and a summary, or names the first damage of each draw: file, offset, entry and"
            + " agency."
      },
      footer = "  bolillero log verify office")
  static final class Verify extends OnEachDraw {
    @Override
    void print(Path draw, PrintWriter out) throws LogException {
      LogAudit audit = new LogAudit(draw);
      audit.repeatDraw();
      audit.print(out);
      out.println("verified         all entries, totals, digests, the seal and the draw");
    }
  }

  @Command(
      name = "publish",
      header = "Copy the logs of an office to where several offices share them.",
      description = {
        "Copies each draw to a topic of Apache Kafka, for offices that are started with"
            + " --log=kafka. Their data folders are this one or empty.",
        "Run again, it goes on where it was interrupted. A topic that has something else is left as"
            + " it is."
      },
      footer = "  bolillero log publish office --kafka broker-1:9092,broker-2:9092")
  static final class Publish extends OnFolder {
    @Mixin private final KafkaSettings kafka = new KafkaSettings();

    @Spec private CommandSpec spec;

    @Override
    void print(ImmutableList<Path> draws, PrintWriter out) throws LogException, CommandException {
      for (Path each : draws) {
        LogPublication.run(each, kafka, out, spec.commandLine().getErr());
      }
    }
  }

  @Command(
      name = "dump",
      header = "Write all bets of a draw as CSV.",
      description = {
        "Writes to standard output, in log order: agency, first name, last name, document, birth"
            + " date, number.",
        "Of a damaged log it writes what is sound, and ends with the code for damage.",
        "If the office has several draws, name the folder of one of them."
      },
      footer = {
        "  bolillero log dump office > bets.csv",
        "  bolillero log dump office/draw-7 > bets.csv"
      })
  static final class Dump extends OnFolder {
    private static final int LISTED_MAX = 20;

    @Override
    void print(ImmutableList<Path> draws, PrintWriter out)
        throws LogException, CommandException, IOException {
      if (draws.size() > 1) {
        throw new CommandException(
            ExitCode.BAD_INPUT,
            "expected the folder of one draw, found %d draws: %s"
                .formatted(draws.size(), list(draws)));
      }
      Path where = draws.getOnly();
      try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
        DurableLog.inspect(
            where,
            DrawEventCodec.WORDS,
            (number, entry) -> write(DrawEventCodec.read(number, entry), csv));
      }
    }

    private static String list(ImmutableList<Path> draws) {
      String first = draws.take(LISTED_MAX).makeString(", ");
      return draws.size() > LISTED_MAX ? first + ", and more" : first;
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
