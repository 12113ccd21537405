package org.bolillero.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * The certificates, the key and the revocation lists that are in force, and connections made with
 * them.
 *
 * <p>Any thread may use it.
 */
public final class TlsContext {
  static final String PROTOCOL = "TLSv1.3";

  /** Those of RFC 8446; the quickest comes first. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final TlsFiles files;
  private final Side side;
  private final InstantSource clock;
  private final RecordBuffers buffers = new RecordBuffers();
  private final SSLContext current;

  /** Replaced as a whole by {@link #reload}. */
  private volatile InForce inForce;

  private TlsContext(TlsFiles files, Side side, InstantSource clock) throws TlsFileException {
    this.files = files;
    this.side = side;
    this.clock = clock;
    this.inForce = InForce.read(files, side, clock);
    this.current = new CurrentSslContext(this, inForce.sslContext());
  }

  static TlsContext of(TlsFiles files, Side side, InstantSource clock) throws TlsFileException {
    return new TlsContext(files, side, clock);
  }

  /**
   * Reads an office's files. Whoever connects to it must show a certificate of the authority for
   * clients (extended key usage clientAuth) that is not revoked.
   *
   * @param files where they are
   * @return what is in force from now on
   * @throws TlsFileException if one of them cannot be used
   */
  public static TlsContext ofOffice(TlsFiles files) throws TlsFileException {
    return of(files, Side.OFFICE, InstantSource.system());
  }

  /**
   * Reads a client's files. The office that it connects to must show a certificate of the authority
   * for servers (extended key usage serverAuth) that has the name or the address by which it was
   * called.
   *
   * @param files where they are
   * @return what is in force from now on
   * @throws TlsFileException if one of them cannot be used
   */
  public static TlsContext ofClient(TlsFiles files) throws TlsFileException {
    return of(files, Side.CLIENT, InstantSource.system());
  }

  /**
   * Reads the same files again. When this returns, what they have now is in force for new
   * connections and for {@link #check}. Connections that are open stay so.
   *
   * @throws TlsFileException if one of them cannot be used; then everything that was in force still
   *     is
   */
  public void reload() throws TlsFileException {
    inForce = InForce.read(files, side, clock);
  }

  /**
   * {@return a context for an HTTPS server or an HTTP client} It makes each new connection with
   * what is in force then, also after a {@link #reload}. By its default parameters it speaks TLS
   * 1.3 only, and an office wants a client's certificate. A resumed session may outlive a
   * certificate: {@link #check} tells.
   */
  public SSLContext sslContext() {
    return current;
  }

  /**
   * Begins the office's side of a connection. Nothing is read or written yet.
   *
   * @param plain the accepted socket, which stays the caller's to close
   * @return the stream, before its {@link TlsStream#handshake}
   */
  public TlsStream accept(Socket plain) {
    InForce now = inForce;
    SSLEngine engine = prepared(now.sslContext().createSSLEngine());
    return new TlsStream(plain, engine, new Failures(side, now.own()), this::check, buffers);
  }

  /**
   * Begins a client's side of a connection. Nothing is read or written yet.
   *
   * @param plain the connected socket, which stays the caller's to close
   * @param host the name or the address by which the office was called; its certificate must have
   *     it
   * @param port the office's port
   * @return the stream, before its {@link TlsStream#handshake}
   */
  public TlsStream connect(Socket plain, String host, int port) {
    InForce now = inForce;
    SSLEngine engine = prepared(now.sslContext().createSSLEngine(host, port));
    PeerCheck peerCheck =
        chain -> {
          check(chain);
          HostNames.check(chain.getFirst(), host);
        };
    return new TlsStream(plain, engine, new Failures(side, now.own()), peerCheck, buffers);
  }

  /**
   * Checks again the certificates that the other end of a connection has shown, by the authority,
   * the revocation lists and the time that are in force now.
   *
   * @param chain what {@link TlsStream#peer} returned
   * @throws CertificateException if they are no longer good; the message says why in one line
   */
  public void check(List<X509Certificate> chain) throws CertificateException {
    inForce.check().check(chain);
  }

  /**
   * Says what has gone wrong with a connection that was made with {@link #sslContext}.
   *
   * @param failure what the JDK has thrown, with its causes
   * @return what was wrong with which certificate or message, in one line
   */
  public String reasonOf(SSLException failure) {
    return String.valueOf(new Failures(side, inForce.own()).translate(failure).getMessage());
  }

  /** {@return what is to be known of the certificates and lists in force} */
  public List<CertificateFact> facts() {
    return inForce.facts();
  }

  InForce inForce() {
    return inForce;
  }

  RecordBuffers buffers() {
    return buffers;
  }

  /** Lets an engine speak as this end does. */
  SSLEngine prepared(SSLEngine engine) {
    engine.setUseClientMode(side == Side.CLIENT);
    SSLParameters parameters = engine.getSSLParameters();
    prepare(parameters);
    engine.setSSLParameters(parameters);
    return engine;
  }

  void prepare(SSLParameters parameters) {
    parameters.setProtocols(new String[] {PROTOCOL});
    parameters.setCipherSuites(CIPHERS);
    if (side == Side.OFFICE) {
      parameters.setNeedClientAuth(true);
    }
  }
}
