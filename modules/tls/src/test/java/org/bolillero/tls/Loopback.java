package org.bolillero.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A connection on this machine.
 *
 * @param office the accepted end
 * @param client the connecting end
 */
record Loopback(Socket office, Socket client) implements AutoCloseable {
  static Loopback open() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
      return new Loopback(server.accept(), client);
    }
  }

  @Override
  public void close() throws IOException {
    office.close();
    client.close();
  }
}
