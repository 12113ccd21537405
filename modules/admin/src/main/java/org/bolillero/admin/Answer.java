package org.bolillero.admin;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;

/**
 * An answer, before it is sent.
 *
 * @param status the code of HTTP
 * @param headers what else HTTP is to say
 * @param body writes the JSON; to be called at most once
 * @param onEnd is called when the answer was sent, or could not be
 */
record Answer(int status, Map<String, String> headers, Body body, Runnable onEnd) {
  static final int OK = 200;
  static final int CREATED = 201;

  /** Writes one value. */
  @FunctionalInterface
  interface Body {
    void writeTo(JsonWriter json) throws IOException;
  }

  Answer(int status, Map<String, String> headers, Body body) {
    this(status, headers, body, () -> {});
  }

  static Answer ok(Body body) {
    return new Answer(OK, Map.of(), body);
  }

  Answer onEnd(Runnable action) {
    return new Answer(status, headers, body, action);
  }
}
