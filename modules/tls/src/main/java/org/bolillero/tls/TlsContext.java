package org.bolillero.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The certificates, the key and the revocation lists that are in force, and connections made with
 * them.
 *
 * <p>Any thread may use it.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TlsContext {
  private TlsContext() {}

  /**
   * Reads an office's files. Whoever connects to it must show a certificate of the authority for
   * clients (extended key usage clientAuth) that is not revoked.
   *
   * @param files where they are
   * @return what is in force from now on
   * @throws TlsFileException if one of them cannot be used
   */
  public static TlsContext ofOffice(TlsFiles files) throws TlsFileException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the same files again. When this returns, what they have now is in force for new
   * connections and for {@link #check}. Connections that are open stay so.
   *
   * @throws TlsFileException if one of them cannot be used; then everything that was in force still
   *     is
   */
  public void reload() throws TlsFileException {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * {@return what is in force, for an HTTPS server or an HTTP client} After a {@link #reload} it is
   * another one. An HTTPS server must ask for a client's certificate itself.
   */
  public SSLContext sslContext() {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * Begins the office's side of a connection. Nothing is read or written yet.
   *
   * @param plain the accepted socket, which stays the caller's to close
   * @return the stream, before its {@link TlsStream#handshake}
   */
  public TlsStream accept(Socket plain) {
    throw new UnsupportedOperationException(getClass().getName());
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
    throw new UnsupportedOperationException(getClass().getName());
  }

  /**
   * Checks again the certificates that the other end of a connection has shown, by the authority,
   * the revocation lists and the time that are in force now.
   *
   * @param chain what {@link TlsStream#peer} returned
   * @throws CertificateException if they are no longer good; the message says why in one line
   */
  public void check(List<X509Certificate> chain) throws CertificateException {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** {@return what is to be known of the certificates and lists in force} */
  public List<CertificateFact> facts() {
    throw new UnsupportedOperationException(getClass().getName());
  }
}
