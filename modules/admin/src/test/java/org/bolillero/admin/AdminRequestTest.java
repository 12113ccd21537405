package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bolillero.admin.RawClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in: whose they are, what they ask for, and how. */
class AdminRequestTest extends WithOffice {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/draws",
        "/api/draws/1/close",
        "/api/draws/1/excuse",
        "/api/draws/1/number",
        "/api/draws/1/correct"
      })
  void nothingIsDecidedWithoutTheToken(String path) throws Exception {
    String right = "Bearer " + office.token();
    for (String wrong : List.of("", "Bearer", "Bearer 0", right + "0", "Basic " + right)) {
      Reply reply = office.postAs(wrong, path, "{}");
      assertEquals(401, reply.status());
      assertEquals("Bearer realm=\"bolillero\"", reply.headers().get("www-authenticate"));
      assertFalse(reply.error().contains(office.token()));
    }
    String[] without = RawClient.request("POST", path, "{}", office.own());
    assertEquals(401, RawClient.ask(office.port(), without).status());
    assertEquals(400, office.post(path, "[]").status());
  }

  @ParameterizedTest
  @CsvSource({
    "Host: example.org, GET",
    "Host: example.org, POST",
    "Origin: http://example.org, GET",
    "Origin: http://example.org, POST",
    "Origin: null, POST",
    "Sec-Fetch-Site: cross-site, GET",
    "Sec-Fetch-Site: same-site, POST"
  })
  void aPageOfAnotherSiteMakesNoBrowserDecide(String header, String method) throws Exception {
    String host = header.startsWith("Host") ? "X: y" : "Host: localhost:" + office.port();
    String[] request =
        RawClient.request(
            method,
            "/api/draws",
            "{\"draw\":1,\"agencies\":\"1\"}",
            host,
            header,
            "Content-Type: application/json",
            "Authorization: Bearer " + office.token());
    Reply reply = RawClient.ask(office.port(), request);
    assertEquals(403, reply.status());
    assertTrue(reply.error().startsWith(header.substring(0, header.indexOf(':'))), reply.error());
    assertEquals("{\"draws\":[]}\n", office.get("/api/draws").body());
  }

  /** Forms can send these across sites without being asked for leave. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "text/plain; application/json",
        ""
      })
  void onlyJsonIsTaken(String type) throws Exception {
    String authorization = "Authorization: Bearer " + office.token();
    String[] headers = office.own(authorization, "Content-Type: " + type);
    Reply reply =
        RawClient.ask(
            office.port(),
            RawClient.request("POST", "/api/draws", "{\"draw\":1,\"agencies\":\"1\"}", headers));
    assertEquals(415, reply.status());
    String[] without = RawClient.request("POST", "/api/draws", "{}", office.own(authorization));
    assertEquals(415, RawClient.ask(office.port(), without).status());
    assertEquals("{\"draws\":[]}\n", office.get("/api/draws").body());
  }

  @Test
  void aCharacterSetMayBeNamed() throws Exception {
    String[] headers =
        office.own(
            "Authorization: Bearer " + office.token(),
            "Content-Type: Application/JSON; charset=utf-8");
    String[] request =
        RawClient.request("POST", "/api/draws", "{\"draw\":1,\"agencies\":\"1\"}", headers);
    assertEquals(201, RawClient.ask(office.port(), request).status());
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/draws, 'GET, HEAD, POST'",
    "DELETE, /api/draws/1, 'GET, HEAD'",
    "POST, /api/draws/1, 'GET, HEAD'",
    "GET, /api/draws/1/close, POST",
    "HEAD, /api/reload, POST",
    "OPTIONS, /api/draws/1/number, POST",
    "get, /api/draws, 'GET, HEAD, POST'"
  })
  void aMethodThatThereIsNotIsRefusedWithThoseThatThereAre(
      String method, String path, String allowed) throws Exception {
    Reply reply = RawClient.ask(office.port(), RawClient.request(method, path, "", office.own()));
    assertEquals(405, reply.status());
    assertEquals(allowed, reply.headers().get("allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/page.js",
        "/metrics",
        "/livez",
        "/readyz?verbose",
        "/readyz/disk",
        "/readyz/nothing",
        "/api/draws",
        "/api/draws/1",
        "/api/draws/2",
        "/nothing"
      })
  void headIsAnsweredAsGetIsButForTheBody(String path) throws Exception {
    office.open(1, "1-3", "");
    Reply get = office.get(path);
    Reply head = head(path);
    assertEquals(get.status(), head.status());
    assertEquals("", head.body());
    assertEquals(lasting(get), lasting(head));
  }

  /** Its chunks are those of a body, and its date may be that of the next second. */
  private static Map<String, String> lasting(Reply reply) {
    Map<String, String> headers = new TreeMap<>(reply.headers());
    headers.keySet().removeAll(Set.of("date", "transfer-encoding"));
    return headers;
  }

  private Reply head(String path) throws Exception {
    return RawClient.ask(office.port(), RawClient.request("HEAD", path, "", office.own()));
  }

  @Test
  void whoAsksForTheHeadOfTheStreamGetsItAndTakesNobodysPlace() throws Exception {
    for (int i = 0; i <= AdminLimits.VIEWERS_MAX; i++) {
      Reply reply = head("/api/watch");
      assertEquals(200, reply.status());
      assertEquals(EventStream.TYPE, reply.headers().get("content-type"));
      assertEquals("", reply.body());
    }
    try (RawClient client = new RawClient(office.port())) {
      client.send("HEAD /api/watch HTTP/1.1\r\nHost: localhost\r\n\r\n");
      client.send("GET /api/draws HTTP/1.0\r\nHost: localhost\r\n\r\n");
      String answers = new String(client.receiveBytes(), UTF_8);
      assertTrue(answers.endsWith("{\"draws\":[]}\n"), answers);
    }
  }

  @Test
  void severalHeadsCanBeAskedForOverOneConnection() throws Exception {
    try (RawClient client = new RawClient(office.port())) {
      client.send("HEAD /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3));
      client.send("GET /api/draws HTTP/1.0\r\nHost: localhost\r\n\r\n");
      String answers = new String(client.receiveBytes(), UTF_8);
      assertEquals(4, answers.split("HTTP/1.1 200 OK", -1).length - 1, answers);
      assertEquals(1, answers.split("\"draws\"", -1).length - 1, answers);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/index.html", "/api", "/api/draws/", "/api/draws/1", "/api/draws/01", "/x?y"})
  void whatThereIsNotIsNotFound(String path) throws Exception {
    Reply reply = office.get(path);
    assertEquals(404, reply.status());
    assertFalse(reply.error().isEmpty());
  }

  @Test
  void whoeverAsksForWhatThereIsNotIsToldWhatThereIs() throws Exception {
    String error = office.get("/api/draw").error();
    assertTrue(error.endsWith(", found '/api/draw'"), error);
    List<String> paths =
        Pattern.compile("/[a-z/N]*[a-zN]|/(?=,)")
            .matcher(error.split(", or ", -1)[0])
            .results()
            .map(found -> found.group().replace("N", "1"))
            .toList();
    assertEquals(8, paths.size(), error);
    for (String each : paths) {
      assertTrue(Route.of(each).isPresent(), each);
    }
    for (Route.Choice each : Route.Choice.values()) {
      assertTrue(error.contains(each.name().toLowerCase(Locale.ROOT)), error);
    }
  }

  @Test
  void manyRequestsCanComeOverOneConnection() throws Exception {
    try (RawClient client = new RawClient(office.port())) {
      String one = String.join("\r\n", "GET /api/draws HTTP/1.1", "Host: localhost", "", "");
      client.send(one.repeat(20));
      client.send(one.replace("Host", "Connection: close\r\nHost"));
      String answers = new String(client.receiveBytes(), UTF_8);
      assertEquals(21, answers.split("HTTP/1.1 200 OK", -1).length - 1, answers);
    }
  }

  @Test
  void anOldProtocolIsAnsweredToo() throws Exception {
    Reply reply =
        RawClient.ask(office.port(), "GET /api/draws HTTP/1.0", "Host: localhost", "", "");
    assertEquals("{\"draws\":[]}\n", reply.body());
  }

  @Test
  void whoeverKeepsTheBodyBackIsToldToSendIt() throws Exception {
    String body = "{\"draw\":1,\"agencies\":\"1\"}";
    String[] headers =
        office.own(
            "Authorization: Bearer " + office.token(),
            "Content-Type: application/json",
            "Expect: 100-continue");
    String request = String.join("\r\n", RawClient.request("POST", "/api/draws", body, headers));
    int split = request.length() - body.length();
    try (RawClient client = new RawClient(office.port())) {
      client.send(request.substring(0, split));
      StringBuilder told = new StringBuilder();
      while (!told.toString().endsWith("\r\n\r\n")) {
        told.append((char) client.read());
      }
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", told.toString());
      client.send(body);
      assertEquals(201, client.receiveAll().status());
    }
  }

  @Test
  void whoeverIsRefusedIsNotAskedForTheBodyThatIsKeptBack() throws Exception {
    try (RawClient client = new RawClient(office.port())) {
      String head = "POST /api/draws HTTP/1.1\r\nHost: localhost\r\n";
      client.send(head + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
      Reply reply = client.receiveAll();
      assertEquals(401, reply.status());
      assertEquals("close", reply.headers().get("connection"));
    }
  }

  @Test
  void aRequestThatIsRefusedDoesNotEndTheConnection() throws Exception {
    String refused =
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{\"a\": \"b\"";
    try (RawClient client = new RawClient(office.port())) {
      client.send(refused + "GET /api/draws HTTP/1.0\r\nHost: localhost\r\n\r\n");
      String answers = new String(client.receiveBytes(), UTF_8);
      assertTrue(answers.startsWith("HTTP/1.1 401 Unauthorized\r\n"), answers);
      assertTrue(answers.contains("HTTP/1.1 200 OK\r\n"), answers);
    }
  }

  @Test
  void whatIsNoHttpIsRefusedInWords() throws Exception {
    Reply reply = RawClient.ask(office.port(), "hello, is anybody there?", "", "");
    assertEquals(400, reply.status());
    assertTrue(reply.error().contains("hello"), reply.error());
  }

  @Test
  void anOfficeWithoutCertificatesHasNoneToReadAgain() throws Exception {
    Reply reply = office.post("/api/reload", "{}");
    assertEquals(409, reply.status());
    assertTrue(reply.error().contains("without certificates"), reply.error());
    assertEquals(401, office.postAs("Bearer 0", "/api/reload", "{}").status());
    assertEquals(400, office.post("/api/reload", "{\"a\":1}").status());
    assertEquals(405, office.get("/api/reload").status());
  }
}
