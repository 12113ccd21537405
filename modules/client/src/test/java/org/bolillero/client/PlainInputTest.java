package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.client.TestOffice.Script;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

/** Whoever speaks plain to an office that wants TLS is told so. */
class PlainInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String GIVE = "give --tls-cert, --tls-key and --tls-ca";

  @Test
  void anAlertOfTlsSaysThatTheOfficeWantsIt() throws Exception {
    assertFailure(
        "the office wants TLS: " + GIVE,
        peer -> {
          peer.expect(Request.Ping.class);
          peer.sendBytes(new byte[] {21, 3, 3, 0, 2, 2, 10});
        });
  }

  @Test
  void anOfficeThatSaysNothingAtAllMayWantIt() throws Exception {
    assertFailure(
        "the office closed the connection, without a word; if it wants TLS, " + GIVE,
        peer -> peer.expect(Request.Ping.class));
  }

  @Test
  void anOfficeThatBreaksTheConnectionOffAtOnceMayWantIt() throws Exception {
    try (ServerSocket office = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> reset(office));
      ServerAddress address = new ServerAddress("127.0.0.1", office.getLocalPort());
      assertEquals(
          address + ": Connection reset, without a word; if it wants TLS, " + GIVE,
          messageOf(address));
    }
  }

  @Test
  void anOfficeThatHasSpokenDoesNotWantIt() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Ping.class);
      });
      IOException[] lost = new IOException[1];
      OfficeLink link = TestAgency.link(TestAgency.settings(office));
      link.converse((connection, _) -> {
        if (lost[0] != null) {
          return true;
        }
        lost[0] =
            assertThrows(
                IOException.class,
                () ->
                    connection.ask(new Request.Ping(ByteBuffer.allocate(0)), Response.Pong.class));
        throw lost[0];
      });
      assertEquals("the office closed the connection", lost[0].getMessage());
    }
  }

  private static void assertFailure(String problem, Script script) throws Exception {
    try (TestOffice office = new TestOffice().next(script)) {
      assertEquals(office.address() + ": " + problem, messageOf(office.address()));
    }
  }

  private static String messageOf(ServerAddress office) {
    CommandException e =
        assertThrows(CommandException.class, () -> PingCommand.ping(office, LIMIT, Layer.NONE));
    assertEquals(ExitCode.UNREACHABLE, e.exitCode());
    return String.valueOf(e.getMessage());
  }

  /** As the system does where the office closes before it has read what it was sent. */
  private static void reset(ServerSocket office) {
    try (Socket socket = office.accept()) {
      socket.getInputStream().readNBytes(1);
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // The test sees what is missing.
    }
  }
}
