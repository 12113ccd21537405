package org.bolillero.protocol;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** How both sides set up a connection, and for how long they wait for a message. */
public final class Connections {
  /** A message may take as long again for each so many bytes. */
  private static final int BYTES_EACH_TIMEOUT = 256 * 1024;

  private Connections() {}

  /**
   * Has small messages sent at once, and a peer that is gone noticed after about a minute, even
   * while nobody says anything, as in the hours before the draw. A system that cannot set the time
   * has one of its own, often two hours.
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
   * {@return how long a message may take: a timeout, and as long again for every 256 KiB of it} So
   * a slow line can carry the largest message, but a peer that sends a byte now and then is cut
   * off.
   *
   * @param timeout how long a small message may take
   * @param bytes how large it is, or 0 if that is not known yet
   */
  public static Duration timeFor(Duration timeout, int bytes) {
    return timeout.plus(timeout.multipliedBy(bytes).dividedBy(BYTES_EACH_TIMEOUT));
  }

  /**
   * {@return a time as a socket takes it: one millisecond at least, as 0 would mean for ever}
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
