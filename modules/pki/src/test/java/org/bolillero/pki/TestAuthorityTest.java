package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Set;
import org.bolillero.pki.testing.KeyKind;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.pki.testing.WantedCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestAuthorityTest {
  @TempDir private Path folder;

  private final TestAuthority authority = TestAuthority.named("authority");

  @Test
  void aGoodCertificateSaysWhoItIs() throws Exception {
    X509Certificate agency = authority.agency(5).issue().certificate();

    assertEquals(
        List.of(List.of(6, "urn:bolillero:agency:5")),
        List.copyOf(agency.getSubjectAlternativeNames()));
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), agency.getExtendedKeyUsage());
    check(List.of(agency));
  }

  @Test
  void aChainIsWrittenWithoutItsRoot() throws Exception {
    TestCertificate office =
        authority.intermediate("branch").office("localhost", "127.0.0.1", "::1").issue();
    TestFiles files = office.writeTo(folder, "office");

    List<X509Certificate> read = certificates(files.certificate());
    assertEquals(office.chain(), read);
    assertEquals(2, read.size());
    check(read);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())));
    assertEquals(List.of(authority.certificate()), certificates(authority.writeTo(folder, "ca")));
  }

  @Test
  void whatIsWrongIsFound() {
    assertWrong(authority.agency(5).expired());
    assertWrong(authority.agency(5).notYetValid());
    assertWrong(authority.agency(5).selfSigned());
    assertWrong(authority.agency(5).forged());
    assertWrong(TestAuthority.named("authority").agency(5));
    assertWrong(TestAuthority.named("another").agency(5));
  }

  /** Which the JDK's own rules let pass unless its own root certificates are concerned. */
  @Test
  void whatIsWeakIsWeak() {
    assertEquals(
        "SHA1withECDSA", authority.agency(5).weaklySigned().issue().certificate().getSigAlgName());
    TestCertificate weak = authority.agency(5).key(KeyKind.RSA_1024).issue();
    assertEquals(1024, ((RSAKey) weak.keys().getPublic()).getModulus().bitLength());
  }

  @Test
  void otherGoodKeysAreGood() throws Exception {
    check(authority.agency(5).key(KeyKind.RSA_2048).issue().chain());
    check(authority.agency(5).key(KeyKind.EC_P384).issue().chain());
    TestAuthority rsa = TestAuthority.named("rsa", KeyKind.RSA_2048);
    check(rsa, rsa.agency(5).issue().chain());
  }

  @Test
  void aListNamesWhatIsRevoked() throws Exception {
    TestCertificate good = authority.agency(5).issue();
    TestCertificate bad = authority.agency(6).issue();
    authority.revoke(bad);

    try (InputStream in = Files.newInputStream(authority.writeRevocations(folder, "crl"))) {
      X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
      list.verify(authority.certificate().getPublicKey());
      assertTrue(list.isRevoked(bad.certificate()));
      assertFalse(list.isRevoked(good.certificate()));
    }
  }

  private void assertWrong(WantedCertificate wanted) {
    assertThrows(CertPathValidatorException.class, () -> check(wanted.issue().chain()));
  }

  private void check(List<X509Certificate> chain) throws Exception {
    check(authority, chain);
  }

  private static void check(TestAuthority authority, List<X509Certificate> chain) throws Exception {
    var trusted = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
    trusted.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), trusted);
  }

  private static List<X509Certificate> certificates(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
