package org.bolillero.office;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogReport;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What the log of a draw says, read entry by entry and checked on the way, in memory that does not
 * grow with the bets, only with the winners.
 */
public final class LogAudit {
  private final Path folder;
  private final Books books = new Books();
  private final LogReport report;

  /**
   * Reads the log of a folder that no office runs on.
   *
   * @param folder where the log is
   * @throws LogException if it cannot be read, or is damaged, of which a contradiction is a sign
   */
  public LogAudit(Path folder) throws LogException {
    this.folder = folder;
    this.report = DurableLog.inspect(folder, DrawEventCodec.WORDS, books::replay);
    DrawEvent.Opened opened = books.life().opened();
    if (opened != null && opened.terms().number() != report.identity()) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "draw %d was opened in the log of draw %d"
              .formatted(opened.terms().number(), report.identity()));
    }
  }

  /**
   * Holds the draw again, once for each of its results, and compares them.
   *
   * @throws LogException if they differ, or the log cannot be read
   */
  public void repeatDraw() throws LogException {
    ImmutableList<Repeat> repeats = books.life().results().collect(Repeat::new);
    if (repeats.notEmpty()) {
      DurableLog.inspect(
          folder,
          DrawEventCodec.WORDS,
          (number, entry) -> {
            if (DrawEventCodec.read(number, entry) instanceof DrawEvent.Bets bets) {
              repeats.forEach(each -> each.add(bets));
            }
          });
    }
    for (Repeat each : repeats) {
      each.check();
    }
  }

  /** A draw that is held again. */
  private static final class Repeat {
    private final DrawEvent.Drawn drawn;
    private final Winners.Builder winners = new Winners.Builder();

    private Repeat(DrawEvent.Drawn drawn) {
      this.drawn = drawn;
    }

    private void add(DrawEvent.Bets bets) {
      winners.addFrom(bets.agency(), bets.bets(), drawn.winningNumber());
    }

    private void check() throws LogException {
      Winners again = winners.build();
      if (!again.digest().equals(drawn.digest()) || again.total() != drawn.winners()) {
        throw new LogException(
            LogException.Kind.DAMAGED,
            "the draw was held with %d winners, digest %s; repeating it gave %d, digest %s"
                .formatted(drawn.winners(), drawn.digest(), again.total(), again.digest()));
      }
    }
  }

  /**
   * Prints a summary for people.
   *
   * @param out where to
   */
  public void print(PrintWriter out) {
    out.printf("draw             %d%n", report.identity());
    out.printf("log              %016x%n", report.logId());
    out.printf("segments         %d of %d bytes%n", report.segments(), report.segmentBytes());
    out.printf(
        "entries          %d, and %d of the log's own, in %d bytes%n",
        report.entries(), report.pins(), report.entryBytes());
    out.printf("unfinished write %d bytes%n", report.tornBytes());
    out.printf("bets             %d%n", books.totals().sumOfLong(AgencyTotal::bets));
    for (Standing each : books.standings()) {
      AgencyTotal total = each.total();
      out.printf(
          "agency %-9d %s, %s, digest %s%n",
          total.agency(),
          Counted.of(total.bets(), "bet", "bets"),
          books.ledger(total.agency()).status().state().name().toLowerCase(Locale.ROOT),
          total.digest());
    }
    DrawLife life = books.life();
    DrawEvent.Sealed seal = life.seal();
    out.printf(
        "sealed           %s%n",
        seal == null
            ? "no"
            : "yes, %s, digest %s"
                .formatted(
                    Counted.of(seal.totals().size(), "agency", "agencies"),
                    DrawEventCodec.digest(seal)));
    DrawEvent.Drawn drawn = life.drawn();
    out.printf(
        "drawn            %s%n",
        drawn == null
            ? "no"
            : "yes, number %04d, %s, digest %s"
                .formatted(
                    drawn.winningNumber(),
                    Counted.of(drawn.winners(), "winner", "winners"),
                    drawn.digest()));
    out.println("record");
    life.lines().forEach(line -> out.println("  " + line.toText()));
  }
}
