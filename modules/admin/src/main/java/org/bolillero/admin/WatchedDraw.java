package org.bolillero.admin;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.office.AgencyStatus;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawResult;
import org.bolillero.office.DrawSummary;
import org.bolillero.office.NumberSource;
import org.bolillero.office.RecordLine;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A draw as the page shows it.
 *
 * @param summary how far it is
 * @param source where its number comes from
 * @param record what was decided
 * @param result what came of it
 * @param agencies where each of its agencies stands, always in the same order
 */
record WatchedDraw(
    DrawSummary summary,
    NumberSource source,
    ImmutableList<RecordLine> record,
    Optional<DrawResult> result,
    ImmutableList<AgencyStatus> agencies) {

  /** A draw as it is now. */
  static WatchedDraw of(Draw draw) {
    // Whatever is read later is at least as far: whose excuse is on record is shown as excused.
    DrawSummary summary = draw.summary();
    ImmutableList<RecordLine> record = draw.record();
    ImmutableList<AgencyStatus> agencies = draw.agencies();
    Optional<DrawResult> result = draw.result();
    return new WatchedDraw(summary, draw.terms().source(), record, result, agencies);
  }

  int number() {
    return summary.number();
  }

  /** Writes all. */
  void writeWhole(JsonWriter json) throws IOException {
    json.beginObject();
    writeHead(json);
    DrawJson.writeRecord(record, json);
    writeAgencies(agencies, json);
    json.endObject();
  }

  /** Writes what is not as it was; the record as a whole, if anything in it is not. */
  void writeChange(WatchedDraw before, JsonWriter json) throws IOException {
    json.beginObject();
    writeHead(json);
    if (!record.equals(before.record)) {
      DrawJson.writeRecord(record, json);
    }
    writeAgencies(
        agencies
            .zip(before.agencies)
            .reject(pair -> pair.getOne().equals(pair.getTwo()))
            .collect(pair -> pair.getOne()),
        json);
    json.endObject();
  }

  private void writeHead(JsonWriter json) throws IOException {
    DrawJson.writeSummary(summary, json);
    DrawJson.writeSource(source, json);
    if (result.isPresent()) {
      DrawJson.writeResult(result.get(), json);
    }
  }

  /** Of each state, the agencies that are in it, each with its bets behind it. */
  private static void writeAgencies(ImmutableList<AgencyStatus> some, JsonWriter json)
      throws IOException {
    for (AgencyStatus.State state : AgencyStatus.State.values()) {
      json.name(state.name().toLowerCase(Locale.ROOT)).beginArray();
      for (AgencyStatus each : some) {
        if (each.state() == state) {
          json.value(each.agency()).value(each.bets());
        }
      }
      json.endArray();
    }
  }
}
