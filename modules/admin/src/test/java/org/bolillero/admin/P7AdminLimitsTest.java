package org.bolillero.admin;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.office.OfficeEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever misbehaves is cut off, and others are answered: the table of limits in docs/admin.md. */
@Execution(ExecutionMode.CONCURRENT)
class P7AdminLimitsTest extends WithOffice {
  private static final int DEAF = 5;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void leave() throws Exception {
    for (RawClient each : clients) {
      each.close();
    }
  }

  private RawClient client() throws IOException {
    return kept(office.connect());
  }

  /** A client that is closed at the end. */
  RawClient kept(RawClient client) {
    clients.add(client);
    return client;
  }

  void assertAnswers() {
    await()
        .ignoreExceptionsInstanceOf(IOException.class) // There may be no place yet.
        .until(() -> office.get("/api/draws").status() == 200);
  }

  @Test
  void aSilentConnectionIsEnded() throws Exception {
    RawClient silent = client();
    assertAnswers();
    assertEquals(-1, silent.read());
  }

  @Test
  void aConnectionThatSaysNothingMoreIsEnded() throws Exception {
    RawClient idle = client();
    idle.send("GET /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertAnswers();
    assertEquals(200, idle.receiveAll().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /api/draws HTTP/1.1\r\n",
        "GET /api/draws HTTP/1.1\r\nHost: localhost\r\n",
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
      })
  void aRequestThatDoesNotEndIsEnded(String start) throws Exception {
    RawClient unfinished = client();
    unfinished.send(start);
    assertAnswers();
    unfinished.receiveAll(); // Returns.
  }

  /** A deadline for each byte would let it live for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/draws HTTP/1.1\r\nHost: localhost\r\nX: ",
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n"
      })
  void aRequestThatDripsIsEnded(String start) throws Exception {
    RawClient dripping = client();
    dripping.send(start);
    await()
        .until(() -> {
          try {
            dripping.send("x");
            return false;
          } catch (IOException _) {
            return true;
          }
        });
    assertAnswers();
  }

  @Test
  void anOfficialWhoDripsIsEndedToo() throws Exception {
    RawClient dripping = client();
    dripping.send(
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + office.authorization()
            + "\r\nContent-Length: 60000\r\n\r\n{");
    await()
        .until(() -> {
          try {
            dripping.send(" ");
            return false;
          } catch (IOException _) {
            return true;
          }
        });
    assertAnswers();
  }

  @Test
  void twoHundredConnectionsKeepNobodyOutForLong() throws Exception {
    for (int i = 0; i < 200; i++) {
      client();
    }
    assertAnswers();
  }

  @Test
  void twoHundredUnfinishedRequestsKeepNobodyOutForLong() throws Exception {
    for (int i = 0; i < 200; i++) {
      try {
        client().send("GET /api/draws HTTP/1.1\r\n");
      } catch (IOException _) {
        // It is one too many, which it may hear before it has said anything.
      }
    }
    assertAnswers();
  }

  @Test
  void aConnectionTooManyIsEndedAtOnce() throws Exception {
    for (int i = 0; i < AdminLimits.CONNECTIONS_MAX; i++) {
      client();
    }
    RawClient oneMore = client();
    assertEquals(-1, oneMore.read());
    assertAnswers();
  }

  @Test
  void aBodyMayBeSoLarge() throws Exception {
    String body = "{}" + " ".repeat(AdminLimits.BODY_BYTES_MAX - 2);
    assertEquals(400, office.post("/api/draws", body).status());
  }

  @Test
  void aLargerBodyIsRefusedAndItsSenderHearsOfIt() throws Exception {
    Reply reply = office.post("/api/draws", "{}" + " ".repeat(AdminLimits.BODY_BYTES_MAX - 1));
    assertEquals(413, reply.status());
    assertEquals("expected a body of at most 65536 bytes, found 65537", reply.error());
    assertEquals(413, office.post("/api/draws", " ".repeat(1_000_000)).status());
  }

  @Test
  void aLargerBodyThatDoesNotSayHowLargeItIsIsRefusedToo() throws Exception {
    RawClient client = client();
    client.send(
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\n"
            + office.authorization()
            + "\r\nTransfer-Encoding: chunked\r\n\r\n11000\r\n"
            + " ".repeat(0x11000)
            + "\r\n0\r\n\r\n");
    Reply reply = client.receiveAll();
    assertEquals(413, reply.status());
    assertEquals("expected a body of at most 65536 bytes, found more", reply.error());
  }

  @Test
  void aBodyOfAnyLengthMayBeAnnounced() throws Exception {
    RawClient client = client();
    client.send(
        "POST /api/draws HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + office.authorization()
            + "\r\nContent-Length: 9223372036854775807\r\n\r\n");
    assertEquals(413, client.receiveAll().status());
  }

  @ParameterizedTest
  @ValueSource(ints = {16 * 1024, 10_000_000})
  void headersHaveALimit(int length) throws Exception {
    RawClient client = client();
    try {
      client.send(
          "GET /api/draws HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(length) + "\r\n\r\n");
    } catch (IOException _) {
      // Ended before all was sent.
    }
    assertEquals(0, client.receiveAll().status());
    assertAnswers();
  }

  @Test
  void aRequestHasFewHeaders() throws Exception {
    RawClient client = client();
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      headers.append("X").append(i).append(": x\r\n");
    }
    client.send("GET /api/draws HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    assertEquals(0, client.receiveAll().status());
    assertAnswers();
  }

  @Test
  void aRequestLineHasALimit() throws Exception {
    RawClient client = client();
    client.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals(0, client.receiveAll().status());
    assertAnswers();
  }

  /** Requests that come one behind the other are all answered, if somebody reads. */
  @Test
  void whoeverAsksEndlesslyAndReadsNothingIsEnded() throws Exception {
    RawClient deaf = client();
    String many = "GET /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1_000);
    await()
        .until(() -> {
          try {
            deaf.send(many);
            return false;
          } catch (IOException _) {
            return true;
          }
        });
    assertAnswers();
  }

  /** More of them than may have a large answer on its way. */
  @Test
  void whoeverReadsNoneOfALargeAnswerIsEndedAndOthersGetTheirs() throws Exception {
    office.open(1, "1-65536", "");
    office.open(2, "1-3", "");
    for (int i = 0; i < 3 * AdminLimits.LARGE_ANSWERS_MAX; i++) {
      client().send("GET /api/draws/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    assertEquals(200, office.get("/api/draws/2").status());
    await().until(() -> office.get("/api/draws/1").status() == 200);
    assertEquals(65_536, office.show(1).getAsJsonArray("agencies").size());
  }

  @Test
  void viewersWhoReadNothingAreCutAndDelayNobody() throws Exception {
    office.open(1, "1-65536", ""); // More than what the system keeps for a connection.
    for (int i = 0; i < DEAF; i++) {
      client().send("GET /api/watch HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    try (EventReader viewer = new EventReader(client())) {
      viewer.assertBegins();
      office.open(2, "1-3", "");
      assertEquals("[1,0,2,0,3,0]", viewer.awaitDraw(2).get("open").toString());
      await().until(() -> broken() == DEAF);
      office.open(3, "7", "");
      assertEquals("[7,0]", viewer.awaitDraw(3).get("open").toString());
    }
    assertAnswers();
  }

  private long broken() {
    return office.heard().stream().filter(OfficeEvent.ConnectionBroken.class::isInstance).count();
  }

  @Test
  void anEndDoesNotWaitForViewersWhoReadNothing() throws Exception {
    office.open(1, "1-65536", "");
    RawClient deaf = client();
    deaf.send("GET /api/watch HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals('H', deaf.read());
    office.close();
    assertEquals(0, deaf.receiveAll().status());
  }

  @Test
  void anEndDoesNotWaitForThem() throws Exception {
    client();
    client().send("GET /api/draws HTTP/1.1\r\n");
    office.close();
    for (RawClient each : clients) {
      assertEquals(0, each.receiveAll().status());
    }
    assertTrue(office.events.size() >= 2);
  }
}
