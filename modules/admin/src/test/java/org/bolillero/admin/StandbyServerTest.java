package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.bolillero.admin.RawClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An office that stands by lives, and takes no bets. */
final class StandbyServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private StandbyServer server;

  @BeforeEach
  void open() throws Exception {
    server = StandbyServer.open(ANY, Optional.empty(), () -> "uno leads since noon", _ -> {});
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Reply get(String path) throws Exception {
    return get(path, "Host: localhost:" + server.port());
  }

  private Reply get(String path, String host) throws Exception {
    return RawClient.ask(server.port(), RawClient.request("GET", path, "", host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/livez/log"})
  void itLives(String path) throws Exception {
    Reply reply = get(path);
    assertEquals(200, reply.status());
    assertEquals("ok", reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/readyz", "/readyz?verbose", "/", "/api/draws", "/metrics", "/nothing"})
  void itIsNotReadyForAnything(String path) throws Exception {
    Reply reply = get(path);
    assertEquals(503, reply.status());
    assertEquals("standby: uno leads since noon\n", reply.body());
  }

  @Test
  void itTellsNothingToAPageOfAnotherSite() throws Exception {
    assertEquals(403, get("/readyz", "Host: elsewhere.example").status());
  }

  /** As soon as it leads, officials decide over the same port. */
  @Test
  void itsPortIsFreeWhenItIsClosed() throws Exception {
    int port = server.port();
    get("/readyz");
    server.close();
    InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = StandbyServer.open(same, Optional.empty(), () -> "nobody", _ -> {});
    assertEquals(port, server.port());
  }
}
