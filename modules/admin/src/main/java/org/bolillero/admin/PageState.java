package org.bolillero.admin;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.bolillero.office.Draws;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * All that the page shows at a time, but for the time itself.
 *
 * @param draws those that are open, in ascending order of their numbers
 */
record PageState(ImmutableList<WatchedDraw> draws) {

  /** The office as it is now. */
  static PageState of(Draws draws) {
    return new PageState(draws.open().collect(WatchedDraw::of));
  }

  /** Writes all. */
  void writeWhole(Instant time, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("time").value(time.toString());
    json.name("whole").value(true);
    json.name("draws").beginArray();
    for (WatchedDraw each : draws) {
      each.writeWhole(json);
    }
    json.endArray();
    json.endObject();
  }

  /** Writes what is not as it was. */
  void writeChange(Instant time, PageState before, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("time").value(time.toString());
    json.name("whole").value(false);
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
}
