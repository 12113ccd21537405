package org.bolillero.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that nobody listens on, and that nobody else gets meanwhile: not another test's office,
 * and not the connection that is tried, which would then meet itself.
 */
final class DeadPort implements AutoCloseable {
  private final Socket bound = new Socket();

  DeadPort() throws IOException {
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  ServerAddress address() {
    return new ServerAddress(bound.getLocalAddress().getHostAddress(), bound.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
