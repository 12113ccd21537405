package org.bolillero.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One end of a TLS 1.3 connection over a plain socket.
 *
 * <p>One thread may read while another one writes, after the handshake. To end everything at once,
 * whoever uses it, any thread closes the plain socket.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TlsStream {
  private TlsStream() {}

  /**
   * Agrees on keys with the other end, and checks its certificate. The socket's read timeout is
   * another one afterwards.
   *
   * @param leftMillis how much time is left for all of it, in milliseconds; none if below one
   * @throws TlsException if it fails; the message says in one line what was wrong with which
   *     certificate
   * @throws IOException if the connection breaks
   */
  public void handshake(LongSupplier leftMillis) throws IOException {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * {@return what the other end sends} A read waits for at most the timeout of the plain socket,
   * {@link java.net.Socket#setSoTimeout}, and throws {@link java.net.SocketTimeoutException} then;
   * the next read goes on where it was. An end of the connection without a goodbye of TLS reads as
   * an end like any other. Closing it does nothing.
   */
  public InputStream in() {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * {@return what is sent to the other end} A write returns when all of it was given to the plain
   * socket. Closing it does nothing.
   */
  public OutputStream out() {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * Tells the other end that nothing more comes; it may still be read from.
   *
   * @throws IOException if it cannot be told
   */
  public void endOutput() throws IOException {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** {@return the certificates that the other end has shown, its own first} */
  public List<X509Certificate> peer() {
    throw new UnsupportedOperationException(getClass().getName());
  }
}
