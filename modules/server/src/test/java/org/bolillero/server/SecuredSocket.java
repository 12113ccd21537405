package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import org.bolillero.tls.TlsStream;
import org.jspecify.annotations.Nullable;

/** An agency's socket, over which all goes through TLS. Connecting makes the handshake. */
final class SecuredSocket extends Socket {
  private static final long PATIENCE_MILLIS = 60_000;

  private final SimulatedSocket plain;
  private final TlsStream stream;

  SecuredSocket(SimulatedSocket plain, TlsStream stream) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.plain = plain;
    this.stream = stream;
  }

  @Override
  public void connect(SocketAddress office) throws IOException {
    plain.connect(office);
    stream.handshake(() -> PATIENCE_MILLIS);
    plain.setSoTimeout(0);
  }

  @Override
  public InputStream getInputStream() {
    return stream.in();
  }

  @Override
  public OutputStream getOutputStream() {
    return stream.out();
  }

  @Override
  public void setSoTimeout(int millis) {
    plain.setSoTimeout(millis);
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    plain.setTcpNoDelay(on);
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
