package org.bolillero.admin;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.office.AgencyStatus;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawResult;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawSummary;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberEntry;
import org.bolillero.office.NumberSource;
import org.bolillero.office.RecordLine;
import org.bolillero.storage.SharedLogs.Leadership;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A draw as JSON. What there is not is left out.
 *
 * @param terms what was agreed on it
 * @param state how far it is
 * @param agencies where each of its agencies stands
 * @param record what was decided
 * @param result what came of it
 * @param leader which office leads, if several share their logs
 */
record DrawJson(
    DrawTerms terms,
    DrawState state,
    ImmutableList<AgencyStatus> agencies,
    ImmutableList<RecordLine> record,
    Optional<DrawResult> result,
    Optional<Leadership> leader)
    implements Answer.Json {

  /** A draw as it is now. */
  static DrawJson of(Draw draw, Optional<Leadership> leader) {
    // Whatever is read later is at least as far: a result is never shown without its number.
    DrawState state = draw.state();
    ImmutableList<AgencyStatus> agencies = draw.agencies();
    Optional<DrawResult> result = draw.result();
    return new DrawJson(draw.terms(), state, agencies, draw.record(), result, leader);
  }

  @Override
  public void writeTo(JsonWriter json) throws IOException {
    json.beginObject();
    json.name("draw").value(terms.number());
    json.name("state").value(word(state));
    writeTime("closesAt", terms.closesAt(), json);
    writeSource(terms.source(), json);
    json.name("agencies").beginArray();
    for (AgencyStatus each : agencies) {
      json.beginObject();
      json.name("agency").value(each.agency());
      json.name("state").value(word(each.state()));
      json.name("bets").value(each.bets());
      json.endObject();
    }
    json.endArray();
    writeRecord(record, json);
    if (result.isPresent()) {
      writeResult(result.get(), json);
    }
    if (leader.isPresent()) {
      writeLeader(leader.get(), json);
    }
    json.endObject();
  }

  /** Which office leads, and since when. */
  static void writeLeader(Leadership leader, JsonWriter json) throws IOException {
    json.name("leader").beginObject();
    json.name("office").value(leader.name());
    json.name("since").value(leader.since().toString());
    json.name("term").value(leader.term());
    json.endObject();
  }

  /** Where the number comes from. */
  static void writeSource(NumberSource source, JsonWriter json) throws IOException {
    switch (source) {
      case NumberSource.Fixed(int number) -> json.name("winningNumber").value(number);
      case NumberSource.Officials(int count) -> json.name("officials").value(count);
    }
  }

  /** What was decided. */
  static void writeRecord(ImmutableList<RecordLine> record, JsonWriter json) throws IOException {
    json.name("record").beginArray();
    for (RecordLine each : record) {
      writeLine(each, json);
    }
    json.endArray();
  }

  private static void writeLine(RecordLine line, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("entry").value(line.entry());
    writeTime("time", line.time(), json);
    json.name("event").value(line.event());
    json.name("who").value(line.who());
    json.name("reason").value(line.reason());
    json.name("details").value(line.details());
    json.endObject();
  }

  /** What came of it. */
  static void writeResult(DrawResult result, JsonWriter json) throws IOException {
    json.name("result").beginObject();
    json.name("number").value(result.number());
    json.name("winners").value(result.winners());
    json.name("digest").value(result.digest().toString());
    json.name("correction").value(result.isCorrection());
    json.endObject();
  }

  /** All draws of an office, each in a few words. */
  static Answer.Json list(ImmutableList<DrawSummary> draws) {
    return json -> {
      json.beginObject();
      json.name("draws").beginArray();
      for (DrawSummary each : draws) {
        json.beginObject();
        writeSummary(each, json);
        if (each.winningNumber().isPresent()) {
          json.name("winningNumber").value(each.winningNumber().getAsInt());
        }
        json.endObject();
      }
      json.endArray();
      json.endObject();
    };
  }

  /** The fields that tell in a few words how a draw is. */
  static void writeSummary(DrawSummary draw, JsonWriter json) throws IOException {
    json.name("draw").value(draw.number());
    json.name("state").value(word(draw.state()));
    json.name("agencies").value(draw.agencies());
    json.name("settled").value(draw.settled());
    json.name("bets").value(draw.bets());
    writeTime("closesAt", draw.closesAt(), json);
  }

  /** How far a draw is after a decision. */
  static Answer.Json brief(Draw draw) {
    DrawState state = draw.state();
    return json -> {
      json.beginObject();
      json.name("draw").value(draw.terms().number());
      json.name("state").value(word(state));
      json.endObject();
    };
  }

  /** What has become of a number, and how far the draw is. */
  static Answer.Json entry(Draw draw, NumberEntry entry) {
    DrawState state = draw.state();
    return json -> {
      json.beginObject();
      json.name("draw").value(draw.terms().number());
      json.name("state").value(word(state));
      json.name("entry").value(word(entry));
      json.endObject();
    };
  }

  private static void writeTime(String name, Optional<Instant> time, JsonWriter json)
      throws IOException {
    if (time.isPresent()) {
      json.name(name).value(time.get().toString());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
