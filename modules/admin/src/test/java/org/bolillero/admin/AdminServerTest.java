package org.bolillero.admin;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.util.List;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.TestBets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of draws in the hands of officials, and what they cannot decide. */
class AdminServerTest extends WithOffice {
  @Test
  void anOfficeMayHaveNoDraws() throws Exception {
    Reply reply = office.get("/api/draws");
    assertEquals(200, reply.status());
    assertEquals("{\"draws\":[]}\n", reply.body());
    assertEquals("application/json", reply.headers().get("content-type"));
    assertEquals("no-store", reply.headers().get("cache-control"));
    assertEquals("nosniff", reply.headers().get("x-content-type-options"));
  }

  @Test
  void aDrawThatIsOpenedIsThere() throws Exception {
    Reply opened =
        office.post(
            "/api/draws",
            """
            {"draw": 2, "agencies": "1-3,7", "closesAt": "2999-12-24T21:00:00-03:00", "officials": 2,
             "official": "Ana"}
            """);
    assertEquals(201, opened.status(), opened::body);
    assertEquals("/api/draws/2", opened.headers().get("location"));
    assertEquals("{\"draw\":2,\"state\":\"open\"}\n", opened.body());
    JsonObject draw = office.show(2);
    assertEquals(2, draw.get("draw").getAsInt());
    assertEquals("open", draw.get("state").getAsString());
    assertEquals("2999-12-25T00:00:00Z", draw.get("closesAt").getAsString());
    assertEquals(2, draw.get("officials").getAsInt());
    assertFalse(draw.has("winningNumber"));
    assertFalse(draw.has("result"));
    JsonArray agencies = draw.getAsJsonArray("agencies");
    assertEquals(4, agencies.size());
    assertEquals("{\"agency\":7,\"state\":\"open\",\"bets\":0}", agencies.get(3).toString());
    JsonObject line = draw.getAsJsonArray("record").get(0).getAsJsonObject();
    assertEquals("opened", line.get("event").getAsString());
    assertEquals("ana", line.get("who").getAsString());
    assertEquals(
        List.of("entry", "time", "event", "who", "reason", "details"), List.copyOf(line.keySet()));
    JsonObject summary =
        office.get("/api/draws").json().getAsJsonArray("draws").get(0).getAsJsonObject();
    assertEquals(4, summary.get("agencies").getAsInt());
    assertEquals(0, summary.get("settled").getAsInt());
    assertEquals(0, summary.get("bets").getAsLong());
    assertEquals("2999-12-25T00:00:00Z", summary.get("closesAt").getAsString());
  }

  @Test
  void anOfficialEntersTheNumberOfASealedDraw() throws Exception {
    office.open(1, "1", "");
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    office.awaitState(1, "sealed");
    Reply entered = office.post("/api/draws/1/number", "{\"number\": 7574, \"official\": \"ana\"}");
    assertEquals(200, entered.status(), entered::body);
    assertEquals("accepted", entered.json().get("entry").getAsString());
    office.awaitState(1, "drawn");
    JsonObject result = office.show(1).getAsJsonObject("result");
    assertEquals(7574, result.get("number").getAsInt());
    assertEquals(2, result.get("winners").getAsInt());
    assertTrue(result.get("digest").getAsString().matches("[0-9a-f]{64}"));
    assertFalse(result.get("correction").getAsBoolean());
  }

  @Test
  void aCorrectionStandsBesideTheFirstResult() throws Exception {
    office.open(1, "1", ",\"winningNumber\":\"0001\"");
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    office.awaitState(1, "drawn");
    Reply corrected =
        office.post("/api/draws/1/correct", "{\"number\":7574,\"reason\":\"a slip\"}");
    assertEquals(200, corrected.status(), corrected::body);
    assertEquals("accepted", corrected.json().get("entry").getAsString());
    await().until(() -> office.show(1).getAsJsonObject("result").get("correction").getAsBoolean());
    JsonObject draw = office.show(1);
    assertEquals(7574, draw.getAsJsonObject("result").get("number").getAsInt());
    assertEquals(1, draw.get("winningNumber").getAsInt());
    String record = draw.get("record").toString();
    assertTrue(record.contains("a slip"), record);
    assertTrue(record.contains("\"token\""), record);
  }

  @Test
  void twoOfficialsDoNotSeeEachOthersNumber() throws Exception {
    office.open(1, "1", ",\"officials\":2");
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    office.awaitState(1, "sealed");
    assertEquals("waits_for_the_other", enter("ana", 4321));
    String shown = office.get("/api/draws/1").body();
    assertFalse(shown.contains("4321"), shown);
    assertEquals("differs", enter("eva", 1234));
    assertEquals("waits_for_the_other", enter("ana", 7574));
    assertEquals(
        409, office.post("/api/draws/1/number", "{\"number\":7574,\"official\":\"ana\"}").status());
    assertEquals("accepted", enter("eva", 7574));
    office.awaitState(1, "drawn");
  }

  private String enter(String official, int number) throws Exception {
    Reply reply =
        office.post(
            "/api/draws/1/number",
            "{\"number\":%d,\"official\":\"%s\"}".formatted(number, official));
    assertEquals(200, reply.status(), reply::body);
    return reply.json().get("entry").getAsString();
  }

  @Test
  void salesAreClosedAndAgenciesExcused() throws Exception {
    office.open(1, "1-2", "");
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    Reply closed = office.post("/api/draws/1/close", "{\"reason\":\"it is late\"}");
    assertEquals("{\"draw\":1,\"state\":\"closed\"}\n", closed.body());
    Reply excused =
        office.post(
            "/api/draws/1/excuse", "{\"agency\":2,\"reason\":\"dead\",\"official\":\"eva\"}");
    assertEquals(200, excused.status(), excused::body);
    office.awaitState(1, "sealed");
    JsonObject draw = office.show(1);
    assertEquals(
        "[{\"agency\":1,\"state\":\"finished\",\"bets\":5},"
            + "{\"agency\":2,\"state\":\"excused\",\"bets\":0}]",
        draw.get("agencies").toString());
    String record = draw.get("record").toString();
    assertTrue(record.contains("it is late") && record.contains("dead"), record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /api/draws           | {"draw":1,"agencies":"1"}                       | 409
          /api/draws           | {"draw":2,"agencies":"1","closesAt":"2001-01-01T00:00:00Z"} | 400
          /api/draws           | {"draw":2,"agencies":"1","closesAt":"2999-01-01T00:00:00"}  | 400
          /api/draws           | {"draw":2,"agencies":"1","closesAt":"+999999999-01-01T00:00:00Z"} | 400
          /api/draws           | {"draw":2,"agencies":"1","closesAt":4102444800} | 400
          /api/draws           | {"draw":0,"agencies":"1"}                       | 400
          /api/draws           | {"draw":2}                                      | 400
          /api/draws           | {"draw":2,"agencies":""}                        | 400
          /api/draws           | {"draw":2,"agencies":"1-70000"}                 | 400
          /api/draws           | {"draw":2,"agencies":1}                         | 400
          /api/draws           | {"draw":2,"agencies":"1","officials":3}         | 400
          /api/draws           | {"draw":2,"agencies":"1","winningNumber":10000} | 400
          /api/draws           | {"draw":2,"agencies":"1","officials":1,"winningNumber":1} | 400
          /api/draws           | {"draw":2,"agencies":"1","official":"a b"}      | 400
          /api/draws           | {"draw":2,"agencies":"1","official":"office"}   | 400
          /api/draws           | {"draw":2,"agencies":"1","colour":"red"}        | 400
          /api/draws/1/close   | {}                                              | 400
          /api/draws/1/close   | {"reason":""}                                   | 400
          /api/draws/1/close   | {"reason":"a\\u0007b"}                          | 400
          /api/draws/1/close   | not json                                        | 400
          /api/draws/1/excuse  | {"agency":9,"reason":"a"}                       | 404
          /api/draws/1/excuse  | {"agency":"1","reason":"a"}                     | 400
          /api/draws/1/number  | {"number":1}                                    | 409
          /api/draws/1/number  | {"number":10000}                                | 400
          /api/draws/1/number  | {"number":1,"reason":"a"}                       | 400
          /api/draws/1/correct | {"number":1,"reason":"a"}                       | 409
          /api/draws/1/correct | {"number":1}                                    | 400
          /api/draws/9/close   | {"reason":"a"}                                  | 404
          /api/draws/9/number  | {"number":1}                                    | 404
          """)
  void whatCannotBeDecidedIsRefusedAndChangesNothing(String path, String body, int status)
      throws Exception {
    office.open(1, "1-2", "");
    String before = office.get("/api/draws/1").body();
    Reply reply = office.post(path, body);
    assertEquals(status, reply.status(), reply::body);
    assertFalse(reply.error().isEmpty());
    assertEquals(before, office.get("/api/draws/1").body());
    assertEquals(1, office.get("/api/draws").json().getAsJsonArray("draws").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"reason\":\"%s\"}"})
  void aReasonHasUpToFiveHundredCharacters(String body) throws Exception {
    office.open(1, "1-2", "");
    assertEquals(400, office.post("/api/draws/1/close", body.formatted("é".repeat(501))).status());
    assertEquals(200, office.post("/api/draws/1/close", body.formatted("é".repeat(500))).status());
  }

  @Test
  void aDrawIsNotClosedTwice() throws Exception {
    office.open(1, "1-2", "");
    assertEquals(200, office.post("/api/draws/1/close", "{\"reason\":\"a\"}").status());
    assertEquals(409, office.post("/api/draws/1/close", "{\"reason\":\"a\"}").status());
  }

  @Test
  void aLogThatHasFailedIsUnavailable() throws Exception {
    office.open(1, "1", "");
    office.failLog(1);
    Reply reply = office.post("/api/draws/1/close", "{\"reason\":\"a\"}");
    assertEquals(503, reply.status(), reply::body);
    assertFalse(reply.headers().containsKey("retry-after"));
    assertEquals(200, office.get("/api/draws/1").status());
  }

  @Test
  void anOrderlyEndDeletesTheTokenAndSaysSo() throws Exception {
    assertTrue(Files.exists(folder.resolve("admin.token")));
    office.close();
    assertFalse(Files.exists(folder.resolve("admin.token")));
    assertTrue(
        office.events.stream()
            .anyMatch(event ->
                event instanceof OfficeEvent.AdminClosed(boolean ended, var problem)
                    && ended
                    && problem.isEmpty()));
    office.close();
  }
}
