package org.bolillero.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bolillero.pki.testing.TestCertificate;

/** A client by the JDK's own sockets, which shows any certificate and trusts everybody. */
final class ForeignClient implements AutoCloseable {
  final SSLSocket socket;

  ForeignClient(Socket plain, TestCertificate certificate) throws IOException {
    this(plain, Optional.of(certificate));
  }

  ForeignClient(Socket plain, Optional<TestCertificate> certificate) throws IOException {
    socket =
        (SSLSocket)
            context(certificate)
                .getSocketFactory()
                .createSocket(plain, "localhost", plain.getPort(), true);
    socket.setUseClientMode(true);
  }

  static SSLContext context(Optional<TestCertificate> certificate) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (certificate.isPresent()) {
        TestCertificate own = certificate.get();
        store.setKeyEntry(
            "own",
            own.keys().getPrivate(),
            new char[0],
            own.chain().toArray(X509Certificate[]::new));
      }
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, new char[0]);
      KeyManager[] keys = factory.getKeyManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says something and waits for an answer. */
  int talk() throws IOException {
    socket.startHandshake();
    socket.getOutputStream().write(1);
    return socket.getInputStream().read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
