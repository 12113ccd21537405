package org.bolillero.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.pki.testing.WantedCertificate;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Response;

/**
 * The certificates of an office of the tests and its agencies, from an authority of its own. The
 * agencies' side of TLS is the JDK's, which shows whatever certificate it is given.
 */
public final class TestPapers {
  private final Path folder;
  private final TestAuthority authority = TestAuthority.named("authority");

  public TestPapers(Path folder) throws IOException {
    this.folder = folder;
    authority.writeTo(folder, "ca");
    writeOffice(authority.office("localhost", "127.0.0.1"));
    authority.writeRevocations(folder, "crl");
  }

  public TestAuthority authority() {
    return authority;
  }

  /** Replaces the certificate and the key of the office. */
  public void writeOffice(WantedCertificate wanted) throws IOException {
    wanted.issue().writeTo(folder, "office");
  }

  /** Has the list of revoked certificates name one more. */
  public void revoke(TestCertificate certificate) throws IOException {
    authority.revoke(certificate);
    authority.writeRevocations(folder, "crl");
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Has an office use them. */
  public OfficeSetup secure(OfficeSetup setup) {
    return setup
        .set("tls-cert", file("office.pem"))
        .set("tls-key", file("office.key"))
        .set("tls-ca", file("ca.pem"))
        .set("tls-crl", file("crl.pem"));
  }

  /** Where the certificate and the key of an agency are. */
  public TestFiles filesOf(int agency) throws IOException {
    return authority.agency(agency).issue().writeTo(folder, "agency-" + agency);
  }

  /** An agency with a good certificate of its own, connected. */
  public TestAgency agency(int port, int number) throws IOException {
    return agency(port, number, authority.agency(number).issue());
  }

  /** An agency that shows this certificate. */
  public TestAgency agency(int port, int number, TestCertificate shown) throws IOException {
    return new TestAgency(port, number, socket(shown));
  }

  /** An agency that has greeted. */
  public TestAgency greeted(int port, int number) throws IOException, ProtocolException {
    return greet(agency(port, number));
  }

  public static TestAgency greet(TestAgency agency) throws IOException, ProtocolException {
    agency.ask(agency.hello(), Response.Welcome.class);
    return agency;
  }

  /** A socket that is not connected yet, and shows this certificate, or none. */
  public SSLSocket socket(TestCertificate... shown) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = shown.length == 0 ? new KeyManager[0] : keys(shown[0]);
      context.init(keys, trust().getTrustManagers(), null);
      return (SSLSocket) context.getSocketFactory().createSocket();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Shows the certificate whoever asks, and whatever it is good for. */
  private static KeyManager[] keys(TestCertificate shown) throws GeneralSecurityException {
    return new KeyManager[] {new ShownCertificate(shown)};
  }

  private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
