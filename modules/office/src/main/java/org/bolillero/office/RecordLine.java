package org.bolillero.office;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the record of a draw, for people: one of its entries that is neither a batch nor the
 * end of an agency.
 *
 * @param entry the number of the entry in the log
 * @param time when it was written; empty in logs of earlier versions
 * @param event what has happened: opened, closed, excused, sealed, entered, number or drawn
 * @param who who has decided it, separated by commas if there are two; may be empty
 * @param reason why; may be empty
 * @param details what else there is to know
 */
public record RecordLine(
    long entry, Optional<Instant> time, String event, String who, String reason, String details) {

  /** {@return the line as text: time, event, who, details, reason} */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("%-24s  %-8s".formatted(time.map(Instant::toString).orElse("-"), event));
    text.append(who.isEmpty() ? "" : "  by " + who);
    text.append("  ").append(details);
    text.append(reason.isEmpty() ? "" : "  because: " + reason);
    return text.toString();
  }
}
