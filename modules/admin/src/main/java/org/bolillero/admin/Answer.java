package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Map;

/**
 * An answer, before it is sent.
 *
 * @param status the code of HTTP
 * @param headers what else HTTP is to say
 * @param type the media type of the body
 * @param body writes the body; to be called at most once
 * @param onEnd is called when the answer was sent, or could not be
 */
record Answer(int status, Map<String, String> headers, String type, Body body, Runnable onEnd) {
  static final int OK = 200;
  static final int CREATED = 201;

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  /** Writes all of a body. What it writes is buffered, and it closes nothing. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes one value of JSON. */
  @FunctionalInterface
  interface Json {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** A value of JSON. */
  static Answer json(int status, Map<String, String> headers, Json value) {
    return new Answer(status, headers, JSON, out -> write(value, out), () -> {});
  }

  /** What was asked for, as JSON. */
  static Answer ok(Json value) {
    return json(OK, Map.of(), value);
  }

  /** A text for people, or for programs that read lines. */
  static Answer text(int status, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return of(status, TEXT, out -> out.write(bytes));
  }

  /** A body of any type. */
  static Answer of(int status, String type, Body body) {
    return new Answer(status, Map.of(), type, body, () -> {});
  }

  Answer withHeaders(Map<String, String> others) {
    return new Answer(status, others, type, body, onEnd);
  }

  Answer onEnd(Runnable action) {
    return new Answer(status, headers, type, body, action);
  }

  private static void write(Json value, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    JsonWriter json = new JsonWriter(text);
    json.setStrictness(Strictness.STRICT);
    value.writeTo(json);
    json.flush();
    text.write('\n');
    text.flush();
  }
}
