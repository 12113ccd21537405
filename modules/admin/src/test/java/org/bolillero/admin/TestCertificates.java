package org.bolillero.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;

/** The certificates of an office and of those who speak to its control interface. */
final class TestCertificates {
  final TestAuthority authority = TestAuthority.named("authority");
  private final Path folder;
  private final Path revocations;
  private final TlsContext office;

  TestCertificates(Path parent) throws Exception {
    folder = Files.createDirectories(parent.resolve("certificates"));
    Path ca = authority.writeTo(folder, "ca");
    revocations = authority.writeRevocations(folder, "crl");
    TestFiles files = authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    office =
        TlsContext.ofOffice(
            new TlsFiles(files.certificate(), files.key(), ca, Optional.of(revocations)));
  }

  /** An office that knows its officials by their certificates. Ana speaks to it. */
  TestOffice open(Path data) throws Exception {
    TestOffice opened =
        new TestOffice(data, new AdminSecurity(Optional.of(office), this::readAgain));
    opened.connectBy(by(opened, authority.official("ana").issue()));
    return opened;
  }

  private List<CertificateFact> readAgain() throws TlsFileException {
    office.reload();
    return office.facts();
  }

  /** Somebody with a certificate, good or wrong, who speaks TLS as the JDK does. */
  RawClient.Maker by(TestOffice opened, TestCertificate certificate) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys(certificate), trust(), null);
    return () -> {
      Socket plain = new Socket(InetAddress.getLoopbackAddress(), opened.port());
      return new RawClient(
          context.getSocketFactory().createSocket(plain, "127.0.0.1", opened.port(), true));
    };
  }

  private static KeyManager[] keys(TestCertificate certificate) throws Exception {
    char[] password = new char[0];
    KeyStore store = emptyStore();
    Certificate[] chain = certificate.chain().toArray(Certificate[]::new);
    store.setKeyEntry("own", certificate.keys().getPrivate(), password, chain);
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private TrustManager[] trust() throws Exception {
    KeyStore store = emptyStore();
    store.setCertificateEntry("authority", authority.certificate());
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Lets the list of revocations have another certificate. Nobody has read it yet. */
  void revoke(TestCertificate certificate) throws IOException {
    authority.revoke(certificate);
    authority.writeRevocations(folder, "crl");
  }

  /** Lets the list of revocations be none. */
  Path spoilRevocations() throws IOException {
    return Files.writeString(revocations, "no list\n");
  }
}
