package org.bolillero.admin;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.office.Draws;
import org.bolillero.watch.RecentFigures;
import org.bolillero.watch.Vitals;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * All that the page shows at a time, but for the time itself.
 *
 * @param vitals how the office does
 * @param draws those that are open, in ascending order of their numbers
 */
record PageState(Vitals vitals, ImmutableList<WatchedDraw> draws) {

  /** The office as it is now. */
  static PageState of(RecentFigures figures, Draws draws) {
    return new PageState(figures.now(), draws.open().collect(WatchedDraw::of));
  }

  /** Writes all. */
  void writeWhole(Instant time, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("time").value(time.toString());
    json.name("whole").value(true);
    writeOffice(json);
    writeProblems(json);
    json.name("draws").beginArray();
    for (WatchedDraw each : draws) {
      each.writeWhole(json);
    }
    json.endArray();
    json.endObject();
  }

  /** Writes how the office does, and what else is not as it was. */
  void writeChange(Instant time, PageState before, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("time").value(time.toString());
    json.name("whole").value(false);
    writeOffice(json);
    if (!vitals.problems().equals(before.vitals.problems())) {
      writeProblems(json);
    }
    json.name("draws").beginArray();
    for (WatchedDraw each : draws) {
      Optional<WatchedDraw> known = before.draw(each.number());
      if (known.isEmpty()) {
        each.writeWhole(json);
      } else if (!known.get().equals(each)) {
        each.writeChange(known.get(), json);
      }
    }
    json.endArray();
    json.name("gone").beginArray();
    for (WatchedDraw each : before.draws.reject(old -> draw(old.number()).isPresent())) {
      json.value(each.number());
    }
    json.endArray();
    json.endObject();
  }

  private Optional<WatchedDraw> draw(int number) {
    return draws.detectOptional(each -> each.number() == number);
  }

  private void writeOffice(JsonWriter json) throws IOException {
    json.name("office").beginObject();
    json.name("startedAt").value(vitals.startedAt().toString());
    json.name("bets").value(vitals.betsStored());
    json.name("betsPerSecond").beginArray();
    for (long each : vitals.betsPerSecond().toArray()) {
      json.value(each);
    }
    json.endArray();
    if (vitals.force().isPresent()) {
      json.name("forceMillis").beginObject();
      json.name("p50").value(vitals.force().get().medianMillis());
      json.name("p99").value(vitals.force().get().slowMillis());
      json.endObject();
    }
    if (vitals.leader().isPresent()) {
      DrawJson.writeLeader(vitals.leader().get(), json);
    }
    if (vitals.freeBytes().isPresent()) {
      json.name("freeBytes").value(vitals.freeBytes().getAsLong());
    }
    json.endObject();
  }

  private void writeProblems(JsonWriter json) throws IOException {
    json.name("problems").beginArray();
    for (Vitals.Problem each : vitals.problems()) {
      json.beginObject();
      json.name("kind").value(each.kind().name().toLowerCase(Locale.ROOT));
      json.name("time").value(each.latest().toString());
      json.name("count").value(each.count());
      json.name("text").value(each.text());
      json.endObject();
    }
    json.endArray();
  }
}
