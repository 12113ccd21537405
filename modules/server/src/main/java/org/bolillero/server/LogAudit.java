package org.bolillero.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bolillero.lottery.Winners;
import org.bolillero.server.JournalEvent.AgencyTotal;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogReport;

/**
 * What a log says, read entry by entry and checked on the way, in memory that does not grow with
 * the bets, only with the winners.
 *
 * @param report what the storage found
 * @param books what the entries say
 */
record LogAudit(LogReport report, Books books) {

  /** Reads a log; a contradiction in it is damage. */
  static LogAudit read(Path folder) throws LogException {
    Books books = new Books();
    LogReport report = DurableLog.inspect(folder, books::replay);
    return new LogAudit(report, books);
  }

  /** Holds the draw again, if it was held, and compares the results. */
  void repeatDraw(Path folder) throws LogException {
    JournalEvent.Drawn drawn = books.drawn();
    if (drawn == null) {
      return;
    }
    Winners.Builder winners = new Winners.Builder();
    DurableLog.inspect(
        folder,
        (number, entry) -> {
          if (BetJournal.read(number, entry) instanceof JournalEvent.Bets bets) {
            winners.addFrom(bets.agency(), bets.bets(), drawn.winningNumber());
          }
        });
    Winners again = winners.build();
    if (!again.digest().equals(drawn.digest()) || again.total() != drawn.winners()) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "the draw was held with %d winners, digest %s; repeating it gave %d, digest %s"
              .formatted(drawn.winners(), drawn.digest(), again.total(), again.digest()));
    }
  }

  /** Prints a summary for people. */
  void print(PrintWriter out) {
    out.printf("draw             %d%n", report.draw());
    out.printf("log              %016x%n", report.logId());
    out.printf("segments         %d of %d bytes%n", report.segments(), report.segmentBytes());
    out.printf(
        "entries          %d, and %d of the log's own, in %d bytes%n",
        report.entries(), report.pins(), report.entryBytes());
    out.printf("unfinished write %d bytes%n", report.tornBytes());
    out.printf("bets             %d%n", books.totals().sumOfLong(AgencyTotal::bets));
    for (AgencyLedger.Standing each : books.standings()) {
      AgencyTotal total = each.total();
      out.printf(
          "agency %-9d %d bets, %s, digest %s%n",
          total.agency(), total.bets(), each.finished() ? "finished" : "open", total.digest());
    }
    JournalEvent.Sealed seal = books.seal();
    out.printf(
        "sealed           %s%n",
        seal == null
            ? "no"
            : "yes, %d agencies, digest %s"
                .formatted(seal.totals().size(), BetJournal.digest(seal)));
    JournalEvent.Drawn drawn = books.drawn();
    out.printf(
        "drawn            %s%n",
        drawn == null
            ? "no"
            : "yes, number %d, %d winners, digest %s"
                .formatted(drawn.winningNumber(), drawn.winners(), drawn.digest()));
  }
}
