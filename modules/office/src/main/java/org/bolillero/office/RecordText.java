package org.bolillero.office;

import java.util.Optional;
import org.bolillero.office.DrawEvent.AgencyTotal;

/** Puts what is on record of a draw into words. */
final class RecordText {
  private RecordText() {}

  /**
   * A line of the record.
   *
   * @param isHidden whether it is a number that waits for the other official's
   */
  static RecordLine line(long entry, DrawEvent.OnRecord event, boolean isHidden) {
    return switch (event) {
      case DrawEvent.Opened opened ->
          line(entry, "opened", opened.decision(), terms(opened.terms()));
      case DrawEvent.Closed closed ->
          line(entry, "closed", closed.decision(), closed.cause().words());
      case DrawEvent.Excused(AgencyTotal total, Decision decision) ->
          line(
              entry,
              "excused",
              decision,
              "agency %d, of which %s %s"
                  .formatted(
                      total.agency(), bets(total.bets()), total.bets() == 1 ? "counts" : "count"));
      case DrawEvent.Sealed sealed ->
          new RecordLine(
              entry,
              sealed.stamp().map(DrawEvent.Stamp::time),
              "sealed",
              "",
              "",
              "%s, %s, digest %s"
                  .formatted(
                      Counted.of(sealed.totals().size(), "agency", "agencies"),
                      bets(sealed.totals().sumOfLong(AgencyTotal::bets)),
                      DrawEventCodec.digest(sealed)));
      case DrawEvent.Entered entered ->
          line(
              entry,
              "entered",
              entered.decision(),
              isHidden
                  ? "not shown until the other official has entered one"
                  : format(entered.number()));
      case DrawEvent.Numbered numbered ->
          new RecordLine(
              entry,
              Optional.of(numbered.time()),
              "number",
              numbered.officials().makeString(","),
              numbered.reason(),
              format(numbered.number())
                  + (numbered.isCorrection()
                      ? ", a correction"
                      : numbered.officials().isEmpty() ? ", known from the opening" : ""));
      case DrawEvent.Drawn drawn ->
          new RecordLine(
              entry,
              drawn.time(),
              "drawn",
              "",
              "",
              "number %s, %s, digest %s"
                  .formatted(
                      format(drawn.winningNumber()),
                      Counted.of(drawn.winners(), "winner", "winners"),
                      drawn.digest()));
    };
  }

  private static RecordLine line(long entry, String event, Decision decision, String details) {
    return new RecordLine(
        entry, Optional.of(decision.time()), event, decision.who(), decision.reason(), details);
  }

  private static String terms(DrawTerms terms) {
    String close = terms.closesAt().map(time -> "closes at " + time).orElse("no closing time");
    String source =
        switch (terms.source()) {
          case NumberSource.Fixed(int fixed) -> "the number is known: " + format(fixed);
          case NumberSource.Officials(int count) ->
              "the number by " + (count == 1 ? "one official" : count + " officials");
        };
    return "agencies %s; %s; %s".formatted(AgencyRanges.of(terms.agencies()), close, source);
  }

  private static String bets(long count) {
    return Counted.of(count, "bet", "bets");
  }

  private static String format(int number) {
    return "%04d".formatted(number);
  }
}
