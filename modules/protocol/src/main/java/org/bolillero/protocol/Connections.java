package org.bolillero.protocol;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** How both sides set up a connection, and how long they wait for a message. */
public final class Connections {
  /** A message may take the timeout once more for every so many bytes. */
  private static final int BYTES_EACH_TIMEOUT = 256 * 1024;

  private Connections() {}

  /**
   * Makes the system send small messages at once, and notice within about a minute that a peer is
   * gone, even if neither side sends anything, as in the hours before the draw. A system on which
   * that time cannot be set uses its own, often two hours.
   *
   * @param socket the socket, connected or not
   * @throws IOException if an option cannot be set
   */
  public static void setUp(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPIDLE, 30);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
  }

  /**
   * {@return how long a message may take: the timeout, plus the same time again for every 256 KiB}
   * A slow line can carry the largest message, but a peer that trickles bytes is cut off.
   *
   * @param timeout how long a small message may take
   * @param bytes how large the message is, or 0 if that is not known yet
   */
  public static Duration timeFor(Duration timeout, int bytes) {
    return timeout.plus(timeout.multipliedBy(bytes).dividedBy(BYTES_EACH_TIMEOUT));
  }

  /**
   * {@return a timeout for a socket: at least one millisecond, because 0 would mean for ever}
   *
   * @param millis how long, in milliseconds; less than one if the time is up
   */
  public static int timeoutMillis(long millis) {
    return Math.toIntExact(Math.max(1, millis));
  }

  private static void setIfSupported(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
