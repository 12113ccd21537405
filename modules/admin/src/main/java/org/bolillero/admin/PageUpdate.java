package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What viewers are told at a time, as an event: the whole page, or what has changed in it. Each is
 * made once, by the first viewer who needs it. Thread-safe.
 */
final class PageUpdate {
  private final long number;
  private final Instant time;
  private final PageState state;

  /** Guarded by this; null when the change is made. */
  private @Nullable PageState before;

  // Guarded by this.
  private byte @Nullable [] whole;
  private byte @Nullable [] change;

  /**
   * An update.
   *
   * @param number the one of the update before, plus one
   * @param time when this is
   * @param before the update before, of which nothing is kept but what is needed for the change;
   *     null if there is none
   */
  PageUpdate(long number, Instant time, PageState state, @Nullable PageUpdate before) {
    this.number = number;
    this.time = time;
    this.state = state;
    this.before = before == null ? null : before.state;
  }

  long number() {
    return number;
  }

  PageState state() {
    return state;
  }

  /** All that there is to know. */
  synchronized byte[] whole() {
    if (whole == null) {
      whole = event(json -> state.writeWhole(time, json));
    }
    return whole;
  }

  /** What those need who know the update before; all, if there is none. */
  synchronized byte[] change() {
    PageState known = before;
    if (change == null) {
      change = known == null ? whole() : event(json -> state.writeChange(time, known, json));
      before = null;
    }
    return change;
  }

  private byte[] event(Answer.Json data) {
    StringWriter text = new StringWriter();
    text.append("id: ").append(Long.toString(number)).append("\ndata: ");
    JsonWriter json = new JsonWriter(text); // On one line, as an event needs it.
    json.setStrictness(Strictness.STRICT);
    try {
      data.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is nothing here that could fail.
    }
    return text.append("\n\n").toString().getBytes(UTF_8);
  }
}
