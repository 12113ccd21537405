package org.bolillero.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.pki.testing.TestCertificate;

/** Java's own TLS for an office that shows any certificate, however wrong, and wants none. */
record CarelessTls(SSLContext context, String protocol) implements TestOffice.Opening {
  private static final char[] NO_PASSWORD = new char[0];

  static CarelessTls with(TestCertificate certificate, String protocol)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    Certificate[] chain = certificate.chain().toArray(Certificate[]::new);
    store.setKeyEntry("office", certificate.keys().getPrivate(), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new CarelessTls(context, protocol);
  }

  @Override
  public Streams of(Socket accepted) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(accepted, null, 0, false);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return Streams.of(socket);
  }
}
