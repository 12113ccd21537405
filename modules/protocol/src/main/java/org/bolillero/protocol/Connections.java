package org.bolillero.protocol;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** How both sides set up a connection, and for how long they wait for a message. */
public final class Connections {
  private static final int IDLE_SECONDS = 30;
  private static final int INTERVAL_SECONDS = 10;
  private static final int PROBES = 3;

  /** A message that is so much larger may take as long again. */
  private static final int BYTES_EACH_TIMEOUT = 256 * 1024;

  private Connections() {}

  /**
   * Sends small messages at once, and notices a peer that is gone after about a minute, also while
   * nothing is said: before the draw that may be hours. Where the system cannot set the time, it
   * has one of its own, often two hours.
   *
   * @param socket the socket, connected or not
   * @throws IOException if an option cannot be set
   */
  public static void setUp(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
    setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  /**
   * How long a message may take whose size is known: a timeout, and as long again for every 256
   * KiB. So a slow line can carry the largest message that is allowed, and there is still a limit
   * that a peer who sends a byte now and then cannot move.
   *
   * @param timeout how long a message of hardly any bytes may take
   * @param bytes how many bytes it has, 0 if that is not known yet
   * @return the timeout or more; at most five times as long for the largest message
   */
  public static Duration timeFor(Duration timeout, int bytes) {
    return timeout.plus(timeout.multipliedBy(bytes).dividedBy(BYTES_EACH_TIMEOUT));
  }

  private static void setIfSupported(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
