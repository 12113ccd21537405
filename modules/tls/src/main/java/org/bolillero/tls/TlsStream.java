package org.bolillero.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TLS 1.3 connection over a plain socket.
 *
 * <p>One thread may read while another one writes, after the handshake. To end everything at once,
 * whoever uses it, any thread closes the plain socket.
 */
public final class TlsStream {
  private final Socket plain;
  private final SSLEngine engine;
  private final Failures failures;
  private final PeerCheck peerCheck;
  private final RecordBuffers buffers;

  /** Set by the handshake. */
  private @Nullable Ends ends;

  private record Ends(TlsInput in, TlsOutput out, List<X509Certificate> peer) {}

  TlsStream(
      Socket plain,
      SSLEngine engine,
      Failures failures,
      PeerCheck peerCheck,
      RecordBuffers buffers) {
    this.plain = plain;
    this.engine = engine;
    this.failures = failures;
    this.peerCheck = peerCheck;
    this.buffers = buffers;
  }

  /**
   * Agrees on keys with the other end, and checks its certificate. The socket's read timeout is
   * another one afterwards.
   *
   * @param terms how much time it has, among others
   * @throws TlsException if it fails; the message says in one line what was wrong with which
   *     certificate
   * @throws IOException if the connection breaks
   */
  public void handshake(HandshakeTerms terms) throws IOException {
    Records records = new Records(plain.getInputStream(), buffers);
    TlsOutput out = new TlsOutput(plain.getOutputStream(), engine, buffers, failures);
    Handshake handshake = new Handshake(plain, engine, records, out, terms);
    try {
      handshake.run();
      ends = new Ends(new TlsInput(plain, engine, records, buffers, failures), out, checkedPeer());
    } catch (IOException e) {
      handshake.fail(e);
      throw e instanceof SSLException failure ? failures.translate(failure) : e;
    }
  }

  /**
   * {@return what the other end sends} A read waits for at most the timeout of the plain socket,
   * {@link java.net.Socket#setSoTimeout}, and throws {@link java.net.SocketTimeoutException} then;
   * the next read goes on where it was. An end of the connection without a goodbye of TLS reads as
   * an end like any other. Closing it does nothing.
   */
  public InputStream in() {
    return ends().in();
  }

  /**
   * {@return what is sent to the other end} A write returns when all of it was given to the plain
   * socket. Closing it does nothing.
   */
  public OutputStream out() {
    return ends().out();
  }

  /**
   * Tells the other end that nothing more comes; it may still be read from.
   *
   * @throws IOException if it cannot be told
   */
  public void endOutput() throws IOException {
    ends().out().end();
    plain.shutdownOutput();
  }

  /** {@return the certificates that the other end has shown, its own first} */
  public List<X509Certificate> peer() {
    return ends().peer();
  }

  /**
   * A resumed session comes without a check, and the files may have been loaded again meanwhile.
   */
  private List<X509Certificate> checkedPeer() throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : engine.getSession().getPeerCertificates()) {
      chain.add((X509Certificate) certificate);
    }
    try {
      peerCheck.check(chain);
    } catch (CertificateException e) {
      throw new TlsException(Printable.line(e.getMessage()), e);
    }
    return List.copyOf(chain);
  }

  private Ends ends() {
    if (ends == null) {
      throw new IllegalStateException("expected to be used after the handshake");
    }
    return ends;
  }
}
