package org.bolillero.integration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** Connections that never send a byte. */
final class SilentConnections implements AutoCloseable {
  private final List<RawAgency> silent = new ArrayList<>();

  /** Returns when the server has accepted all of them. */
  SilentConnections(int port, Certificates certificates, int size)
      throws IOException, ProtocolException {
    for (int i = 0; i < size; i++) {
      silent.add(new RawAgency(port, 1)); // Not even a handshake.
    }
    // Connections are accepted in order.
    try (RawAgency last = new RawAgency(port, 1, certificates.socket(1))) {
      last.send(new Request.Ping(ByteBuffer.allocate(0)));
      last.receive(Response.Pong.class);
    }
  }

  @Override
  public void close() throws IOException {
    for (RawAgency each : silent) {
      each.close();
    }
  }
}
