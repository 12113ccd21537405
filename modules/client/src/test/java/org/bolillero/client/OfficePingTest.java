package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

class OfficePingTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void anOfficeAnswersAndItIsSaidHowLongThatTook() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Duration time = PingCommand.ping(office.address(), LIMIT, Layer.NONE);
      assertTrue(time.isPositive() && time.compareTo(LIMIT) < 0, time::toString);
      assertEquals(0, office.greetings());
    }
  }

  @Test
  void anEchoOfOtherBytesIsNoAnswer() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.expect(Request.Ping.class);
        peer.send(new Response.Pong(ByteBuffer.allocate(64)));
      });
      assertUnreachable("does not speak as an office does", office.address(), LIMIT);
    }
  }

  @Test
  void anOfficeThatIsSilentIsNotThere() throws Exception {
    try (TestOffice office = new TestOffice().next(TestOffice.Peer::beSilent)) {
      assertUnreachable("did not answer in time", office.address(), Duration.ofMillis(50));
    }
  }

  @Test
  void anOfficeThatIsBusySaysSo() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> peer.send(new Response.Failure(ErrorCode.BUSY, "come back later")));
      assertUnreachable("the office says BUSY: come back later", office.address(), LIMIT);
    }
  }

  @Test
  void whereNobodyListensThereIsNoOffice() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      assertUnreachable(nobody.address() + ": Connection refused", nobody.address(), LIMIT);
    }
  }

  private static void assertUnreachable(String message, ServerAddress server, Duration timeout) {
    CommandException e =
        assertThrows(CommandException.class, () -> PingCommand.ping(server, timeout, Layer.NONE));
    assertEquals(ExitCode.UNREACHABLE, e.exitCode());
    assertTrue(String.valueOf(e.getMessage()).contains(message), e::toString);
  }
}
