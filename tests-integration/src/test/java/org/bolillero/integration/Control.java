package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bolillero.integration.Programs.Running;

/**
 * Speaks to the control interface of one running office, as the program of an official does, but
 * without a process for each request. Thread-safe.
 */
final class Control implements AutoCloseable {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String token;

  /** What the office has answered. */
  record Answer(int status, JsonObject body) {
    boolean isDone() {
      return status == OK || status == CREATED;
    }

    /** What was asked for was done. */
    JsonObject done() {
      assertEquals(true, isDone(), toString());
      return body;
    }
  }

  /** Speaks to a server that has been started, over the data folder that it has. */
  Control(Running server, Path data) throws IOException {
    this.address = "http://127.0.0.1:" + server.adminPort();
    this.token = Files.readString(seenBy(server, data.resolve("admin.token")), UTF_8).strip();
  }

  /** It may be on a disk that only the server sees. */
  private static Path seenBy(Running server, Path file) {
    Path seen = Path.of("/proc/" + server.pid() + "/root" + file.toAbsolutePath());
    return Files.exists(seen) ? seen : file;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return answer(http.send(request(path).GET().build(), BodyHandlers.ofString()));
  }

  /** Decides, and waits for the answer. */
  Answer post(String path, JsonObject fields) throws IOException, InterruptedException {
    return answer(http.send(decision(path, fields), BodyHandlers.ofString()));
  }

  /** Decides; the answer may never come. */
  CompletableFuture<Answer> begin(String path, JsonObject fields) {
    return http.sendAsync(decision(path, fields), BodyHandlers.ofString())
        .thenApply(Control::answer);
  }

  private HttpRequest decision(String path, JsonObject fields) {
    return request(path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(fields.toString()))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/api/draws" + path)).timeout(PATIENCE);
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
  }

  /** Whether the office knows a draw. */
  boolean knows(int draw) throws IOException, InterruptedException {
    return get("/" + draw).isDone();
  }

  /** All that the office says of a draw. */
  JsonObject draw(int draw) throws IOException, InterruptedException {
    return get("/" + draw).done();
  }

  String state(int draw) throws IOException, InterruptedException {
    return draw(draw).get("state").getAsString();
  }

  /** The number of the latest result, if there is one. */
  OptionalLong result(int draw) throws IOException, InterruptedException {
    JsonObject all = draw(draw);
    return all.has("result")
        ? OptionalLong.of(all.getAsJsonObject("result").get("number").getAsLong())
        : OptionalLong.empty();
  }

  /** The record of a draw, from its opening on. */
  List<JsonObject> record(int draw) throws IOException, InterruptedException {
    return objects(draw(draw), "record");
  }

  /** How many steps of a kind are on the record of a draw. */
  long count(int draw, String event) throws IOException, InterruptedException {
    return record(draw).stream()
        .filter(line -> line.get("event").getAsString().equals(event))
        .count();
  }

  /** How an agency stands: open, finished or excused. */
  String agency(int draw, int agency) throws IOException, InterruptedException {
    return line(draw, agency).get("state").getAsString();
  }

  /** How many bets an agency has. */
  long bets(int draw, int agency) throws IOException, InterruptedException {
    return line(draw, agency).get("bets").getAsLong();
  }

  private JsonObject line(int draw, int agency) throws IOException, InterruptedException {
    return objects(draw(draw), "agencies").stream()
        .filter(each -> each.get("agency").getAsInt() == agency)
        .findAny()
        .orElseThrow();
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return of.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
