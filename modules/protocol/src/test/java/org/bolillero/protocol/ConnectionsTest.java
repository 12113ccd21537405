package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  void aPeerThatIsGoneIsNoticedAfterAMinute() throws IOException {
    try (Socket socket = new Socket()) {
      Connections.setUp(socket);
      assertTrue(socket.getTcpNoDelay());
      assertTrue(socket.getKeepAlive());
      assumeTrue(
          socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE),
          "this system has a time of its own");
      int seconds =
          socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)
              + socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)
                  * socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
      assertEquals(60, seconds);
    }
  }

  @Test
  void theLargestMessageMayTakeFiveTimesAsLongAsTheSmallest() {
    Duration timeout = Duration.ofSeconds(30);
    assertEquals(timeout, Connections.timeFor(timeout, 0));
    assertEquals(
        timeout.plusMillis(937).plusNanos(500_000), Connections.timeFor(timeout, 8 * 1024));
    assertEquals(timeout.multipliedBy(2), Connections.timeFor(timeout, 256 * 1024));
    assertEquals(timeout.multipliedBy(5), Connections.timeFor(timeout, Protocol.FRAME_BYTES_LIMIT));
  }
}
