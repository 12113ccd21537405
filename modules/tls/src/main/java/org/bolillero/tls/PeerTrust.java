package org.bolillero.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handshake go on only if {@link ChainCheck} and, at a client, {@link HostNames} have
 * nothing to say against the other end's certificates.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  private final ChainCheck check;

  PeerTrust(ChainCheck check) {
    this.check = check;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, Side.CLIENT);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkOffice(chain, engine.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
    checkOffice(chain, session == null ? null : session.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    checkOffice(chain, null);
  }

  private void checkOffice(X509Certificate[] chain, @Nullable String host)
      throws CertificateException {
    check(chain, Side.OFFICE);
    HostNames.check(chain[0], host == null ? "" : host);
  }

  private void check(X509Certificate[] chain, Side peer) throws CertificateException {
    if (peer != check.peer()) {
      throw new CertificateException("expected to check the certificates of the other end");
    }
    check.check(List.of(chain));
  }

  /**
   * No names of authorities are sent: a client would not show a certificate of another one then,
   * and nobody would know what was wrong with it.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
