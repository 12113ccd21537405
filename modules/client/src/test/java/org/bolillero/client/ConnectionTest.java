package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

/** See {@link Connection}. */
final class ConnectionTest {
  /** It once waited for ever, as a socket understands a timeout of 0 ms. */
  @Test
  void aTimeoutOfLessThanAMillisecondEnds() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket silent = new ServerSocket(0, 1, loopback);
        Socket socket = new Socket(loopback, silent.getLocalPort());
        Connection connection =
            new Connection(
                socket,
                Streams.of(socket),
                new ServerAddress("localhost", silent.getLocalPort()))) {
      connection.timeout(Duration.ofNanos(1));
      assertThrows(SocketTimeoutException.class, () -> connection.receive(Response.Welcome.class));
    }
  }
}
