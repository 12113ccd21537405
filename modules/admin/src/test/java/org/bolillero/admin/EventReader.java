package org.bolillero.admin;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** A viewer of the page, as a browser is one. */
final class EventReader implements AutoCloseable {
  private final RawClient client;

  /** Asks to watch, over a connection that is its own from now on. */
  EventReader(RawClient client) throws IOException {
    this.client = client;
    client.send("GET /api/watch HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** What it is told first: the answer's head, and the first lines of the stream. */
  String head() {
    return client.receiveUntil("\n\n");
  }

  /** The next event; empty if the stream has ended. */
  Optional<JsonObject> next() {
    String event = client.receiveUntil("\n\n");
    int data = event.indexOf("data: ");
    return data < 0
        ? Optional.empty()
        : Optional.of(JsonParser.parseString(event.substring(data + 6)).getAsJsonObject());
  }

  /** The first event from now on that is of a kind. */
  JsonObject awaitEvent(Predicate<JsonObject> kind) {
    JsonObject[] found = new JsonObject[1];
    await()
        .until(() -> {
          found[0] = next().orElseThrow();
          return kind.test(found[0]);
        });
    return found[0];
  }

  /** What the next event that speaks of a draw says of it. */
  JsonObject awaitDraw(int draw) {
    return awaitDraw(draw, _ -> true);
  }

  /** The same, of the next event that says what is waited for. */
  JsonObject awaitDraw(int draw, Predicate<JsonObject> kind) {
    return draw(awaitEvent(event -> draw(event, draw).filter(kind).isPresent()), draw)
        .orElseThrow();
  }

  private static Optional<JsonObject> draw(JsonObject event, int draw) {
    return event.getAsJsonArray("draws").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(each -> each.get("draw").getAsInt() == draw)
        .findAny();
  }

  /** It is let in. */
  void assertBegins() {
    String head = head();
    assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
    assertTrue(head.contains("\r\nContent-Type: text/event-stream\r\n"), head);
    assertTrue(head.endsWith("retry: 1000\n\n"), head);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
