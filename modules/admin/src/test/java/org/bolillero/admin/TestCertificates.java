package org.bolillero.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger names = new AtomicInteger();

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

  /** Somebody with a certificate, who speaks TLS as the JDK does. */
  RawClient.Maker by(TestOffice opened, TestCertificate certificate) throws Exception {
    String name = "client-" + names.incrementAndGet();
    TestFiles files = certificate.writeTo(folder, name);
    Path ca = folder.resolve("ca.pem");
    var context =
        TlsContext.ofClient(new TlsFiles(files.certificate(), files.key(), ca, Optional.empty()));
    return () -> {
      InetAddress host = InetAddress.getLoopbackAddress();
      Socket plain = new Socket(host, opened.port());
      return new RawClient(
          context
              .sslContext()
              .getSocketFactory()
              .createSocket(plain, "127.0.0.1", opened.port(), true));
    };
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
