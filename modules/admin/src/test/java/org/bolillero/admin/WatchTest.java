package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.SharedLogs.Leadership;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers of the page are told. */
class WatchTest extends WithOffice {
  private final List<EventReader> viewers = new ArrayList<>();

  @AfterEach
  void leave() throws Exception {
    for (EventReader each : viewers) {
      each.close();
    }
  }

  private EventReader viewer() throws Exception {
    EventReader viewer = new EventReader(office.connect());
    viewers.add(viewer);
    viewer.assertBegins();
    return viewer;
  }

  @Test
  void aViewerIsToldAllAndThenWhatChanges() throws Exception {
    office.open(1, "1-3,9", ",\"closesAt\":\"2999-01-01T00:00:00Z\",\"officials\":2");
    EventReader viewer = viewer();
    JsonObject all = viewer.next().orElseThrow();
    assertTrue(all.get("whole").getAsBoolean());
    assertEquals(0, all.getAsJsonObject("office").get("bets").getAsLong());
    assertEquals(0, all.getAsJsonArray("problems").size());
    JsonObject draw = all.getAsJsonArray("draws").get(0).getAsJsonObject();
    assertEquals("open", draw.get("state").getAsString());
    assertEquals("2999-01-01T00:00:00Z", draw.get("closesAt").getAsString());
    assertEquals(2, draw.get("officials").getAsInt());
    assertEquals(4, draw.get("agencies").getAsInt());
    assertEquals("[1,0,2,0,3,0,9,0]", draw.get("open").toString());
    assertEquals(1, draw.getAsJsonArray("record").size());

    office.deliver(1, 3, TestBets.of(3, 5, 2));
    // It may be looked at between the bets and the end.
    JsonObject change = viewer.awaitDraw(1, each -> !each.getAsJsonArray("finished").isEmpty());
    assertEquals("[]", change.get("open").toString());
    assertEquals("[3,5]", change.get("finished").toString());
    assertFalse(change.has("record"), change::toString);
    if (change.get("settled").getAsInt() == 0) {
      change = viewer.awaitDraw(1);
    }
    assertEquals(1, change.get("settled").getAsInt());
    assertEquals(5, change.get("bets").getAsLong());
  }

  @Test
  void whoLeadsIsToldWhereOfficesShareTheirLogs() throws Exception {
    Instant since = Instant.parse("2026-07-01T12:00:00Z");
    office.open(1, "1", "");
    assertFalse(office.show(1).has("leader"));
    office.hear(new OfficeEvent.LeaderKnown(new Leadership("uno", since, 7, true)));
    String leader = "{\"office\":\"uno\",\"since\":\"2026-07-01T12:00:00Z\",\"term\":7}";
    assertEquals(leader, office.show(1).get("leader").toString());
    JsonObject seen = viewer().next().orElseThrow().getAsJsonObject("office");
    assertEquals(leader, seen.get("leader").toString());
  }

  @Test
  void aDecisionIsToldWithTheWholeRecord() throws Exception {
    office.open(1, "1-2", "");
    EventReader viewer = viewer();
    assertTrue(viewer.next().orElseThrow().get("whole").getAsBoolean());
    office.post("/api/draws/1/excuse", "{\"agency\":2,\"reason\":\"<script>\"}");
    JsonObject change = viewer.awaitDraw(1);
    String excused = change.get("excused").toString();
    while (!change.has("record")) {
      change = viewer.awaitDraw(1); // It was looked at before that was durable.
    }
    assertEquals("[2,0]", excused);
    assertEquals(2, change.getAsJsonArray("record").size());
    JsonObject line = change.getAsJsonArray("record").get(1).getAsJsonObject();
    assertEquals("<script>", line.get("reason").getAsString());
  }

  @Test
  void aResultIsTold() throws Exception {
    office.open(1, "1", ",\"winningNumber\":7574");
    EventReader viewer = viewer();
    assertEquals(7574, viewer.awaitDraw(1).get("winningNumber").getAsInt());
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    JsonObject change =
        viewer.awaitDraw(1, each -> each.get("state").getAsString().equals("drawn"));
    assertEquals(2, change.getAsJsonObject("result").get("winners").getAsLong());
  }

  @Test
  void aDrawThatIsOpenedIsToldWhole() throws Exception {
    EventReader viewer = viewer();
    assertEquals(0, viewer.next().orElseThrow().getAsJsonArray("draws").size());
    office.open(4, "1-2", "");
    assertEquals("[1,0,2,0]", viewer.awaitDraw(4).get("open").toString());
  }

  @Test
  void somethingIsToldAlsoWhenNothingChanges() throws Exception {
    EventReader viewer = viewer();
    String first = viewer.next().orElseThrow().get("time").getAsString();
    String second = viewer.next().orElseThrow().get("time").getAsString();
    assertTrue(first.compareTo(second) < 0, first + ", " + second);
  }

  @Test
  void theEndOfTheOfficeIsTheEndOfTheStream() throws Exception {
    try (RawClient client = office.connect()) {
      EventReader viewer = new EventReader(client);
      viewer.assertBegins();
      assertTrue(viewer.next().isPresent());
      office.server.close();
      String rest = client.receiveUntil("\r\n0\r\n\r\n");
      assertTrue(rest.endsWith("\r\n0\r\n\r\n"), rest);
      assertEquals(-1, client.read());
    }
  }

  @Test
  void viewersTakeNoPlaceFromOfficials() throws Exception {
    for (int i = 0; i < AdminLimits.VIEWERS_MAX; i++) {
      assertTrue(viewer().next().isPresent());
    }
    Reply oneMore = office.get("/api/watch");
    assertEquals(503, oneMore.status());
    assertTrue(oneMore.headers().containsKey("retry-after"));
    List<RawClient> others = new ArrayList<>();
    try {
      for (int i = 0; i < AdminLimits.CONNECTIONS_MAX; i++) {
        RawClient other = office.connect();
        others.add(other);
        other.send("GET /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String answer = other.receiveUntil("\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      }
    } finally {
      for (RawClient each : others) {
        each.close();
      }
    }
  }
}
