package org.bolillero.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.Objects;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsStream;
import org.jspecify.annotations.Nullable;

/** A socket over which all goes through TLS. Connecting makes the handshake. */
final class TlsSocket extends Socket {
  /** An office that takes longer over a handshake is broken. */
  private static final long PATIENCE_MILLIS = 120_000;

  private final TlsContext context;
  private final Socket plain = new Socket();

  /** Set when it connects. */
  private @Nullable TlsStream stream;

  /** One that is not connected yet, and shows the certificate of this context. */
  TlsSocket(TlsContext context) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.context = context;
  }

  @Override
  public void connect(SocketAddress office) throws IOException {
    plain.connect(office);
    TlsStream made = context.connect(plain, "localhost", ((InetSocketAddress) office).getPort());
    made.handshake(() -> PATIENCE_MILLIS);
    stream = made;
  }

  @Override
  public InputStream getInputStream() {
    return Objects.requireNonNull(stream).in();
  }

  @Override
  public OutputStream getOutputStream() {
    return Objects.requireNonNull(stream).out();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    plain.setSoTimeout(millis);
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    plain.setTcpNoDelay(on);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    plain.setSoLinger(on, seconds);
  }

  @Override
  public void setReceiveBufferSize(int bytes) throws SocketException {
    plain.setReceiveBufferSize(bytes);
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
