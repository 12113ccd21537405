package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.fuzz.FuzzTarget;

/**
 * Whatever is sent, the interface answers in its own words or ends the connection; what it has not
 * accepted has changed nothing, and no stack trace and no token is in an answer.
 *
 * <pre>
 * input   u8 what | bytes
 * what    0: the bytes are all that is sent; otherwise the body of an official's decision
 * </pre>
 */
final class AdminTarget implements FuzzTarget {
  private static final Set<Integer> STATUSES =
      Set.of(200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 501);
  private static final List<String> PATHS =
      List.of(
          "/api/draws",
          "/api/draws/1/close",
          "/api/draws/1/excuse",
          "/api/draws/1/number",
          "/api/draws/1/correct");

  private final TestOffice office;

  /** What must not be in an answer. */
  private final String secret;

  AdminTarget() throws Exception {
    this(new TestOffice(newFolder()));
  }

  /** Of an office that has no draw yet. */
  AdminTarget(TestOffice office) throws IOException {
    this.office = office;
    office.open(1, "1-50", ""); // Too many for chance to excuse: nothing happens by itself.
    secret = office.authorization().replaceFirst("^Authorization: Bearer ", "");
  }

  static Path newFolder() throws IOException {
    return Files.createTempDirectory(Path.of("target"), "fuzzed-office");
  }

  @Override
  public String run(byte[] input) throws IOException {
    int what = input.length == 0 ? 0 : input[0] & 0xFF;
    byte[] bytes = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
    boolean isRaw = what % 4 == 0;
    if (isRaw && new String(bytes, ISO_8859_1).contains("/api/watch")) {
      return "watches"; // Its answer has no end.
    }
    String before = isRaw ? "" : all();
    Reply reply =
        isRaw
            ? sendRaw(bytes)
            : office.post(PATHS.get(what % PATHS.size()), new String(bytes, UTF_8));
    if (reply.status() == 0) {
      return "ended";
    }
    check(STATUSES.contains(reply.status()), reply);
    check(!reply.body().contains("\tat ") && !reply.body().contains("Exception: "), reply);
    check(!reply.body().contains(secret), reply);
    boolean isAccepted = reply.status() < 300;
    boolean isJson = Answer.JSON.equals(reply.headers().get("content-type"));
    check(isJson || isRaw, reply);
    boolean isHead = reply.body().isEmpty(); // No GET is answered with nothing.
    check(!isJson || !isRaw || !isAccepted || isHead || reply.body().startsWith("{\"draw"), reply);
    check(isRaw || isAccepted || before.equals(all()), reply);
    return String.valueOf(reply.status());
  }

  private Reply sendRaw(byte[] bytes) throws IOException {
    try (RawClient client = office.connect()) {
      try {
        client.send(new String(bytes, ISO_8859_1));
        client.finish();
      } catch (IOException _) {
        // Ended before all was sent: what has been said until then counts.
      }
      return client.receiveFirst();
    }
  }

  private String all() throws IOException {
    return office.get("/api/draws").body() + office.get("/api/draws/1").body();
  }

  private static void check(boolean isRight, Reply reply) {
    if (!isRight) {
      throw new AssertionError(reply.toString());
    }
  }

  @Override
  public List<byte[]> words() {
    return Stream.of(
            "GET /api/draws HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\n",
            "POST /api/draws/1/close HTTP/1.1\r\n",
            "Host: localhost\r\n\r\n",
            "Content-Type: application/json\r\n",
            "Authorization: Bearer 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Length: 2\r\n",
            "Origin: http://localhost\r\n",
            "\r\n\r\n",
            "{\"reason\":\"a\"}",
            "{\"agency\":1,\"reason\":\"a\"}",
            "{\"number\":\"0123\",\"official\":\"ana\"}",
            "{\"draw\":2,\"agencies\":\"1-3\",\"closesAt\":\"2999-01-01T00:00:00Z\"}",
            "\"winningNumber\":",
            "\\ud800",
            "\u0001{}")
        .map(word -> word.getBytes(UTF_8))
        .toList();
  }
}
