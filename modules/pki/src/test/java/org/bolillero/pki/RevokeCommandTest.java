package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.bolillero.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RevokeCommandTest {
  @TempDir private Path folder;

  private Path authority;
  private Path agency;

  @BeforeEach
  void makeAuthority() {
    authority = folder.resolve("authority");
    agency = authority.resolve("agency-5.pem");
    Tls.ok("init", authority, "--office", "office.example");
    Tls.ok("agency", authority, "5-6");
  }

  @Test
  void whatIsRevokedIsNotGoodAnyMoreAndOthersAre() throws Exception {
    String out = Tls.ok("revoke", authority, agency);

    assertEquals(
        """
        revoked CN=agency 5, number %s
        give the office %s
        """
            .formatted(
                CertificateText.number(Tls.certificate(agency)), authority.resolve("crl.pem")),
        out);
    assertThrows(CertPathValidatorException.class, () -> Tls.check(authority, agency));
    Tls.check(authority, authority.resolve("agency-6.pem"));
    Tls.revocations(authority.resolve("crl.pem"))
        .verify(Tls.certificate(authority.resolve("ca.pem")).getPublicKey());
  }

  @Test
  void everyCertificateOfTheSameKeyIsRevoked() throws Exception {
    Path old = Files.copy(agency, folder.resolve("old.pem"));
    Tls.ok("renew", authority, agency);

    String out = Tls.ok("revoke", authority, old);

    assertEquals(3, out.lines().count());
    X509CRL list = Tls.revocations(authority.resolve("crl.pem"));
    assertTrue(list.isRevoked(Tls.certificate(old)));
    assertTrue(list.isRevoked(Tls.certificate(agency)));
    assertFalse(list.isRevoked(Tls.certificate(authority.resolve("agency-6.pem"))));
  }

  @Test
  void whatWasRevokedBeforeStaysRevokedOnce() throws Exception {
    Tls.ok("revoke", authority, agency);
    Tls.ok("revoke", authority, authority.resolve("agency-6.pem"));

    String out = Tls.ok("revoke", authority, agency);

    assertTrue(out.startsWith("was revoked before CN=agency 5, number "), out);
    assertEquals(2, Tls.revocations(authority.resolve("crl.pem")).getRevokedCertificates().size());
  }

  @Test
  void afterwardsAnAgencyGetsANewKey() throws Exception {
    Tls.ok("revoke", authority, agency);
    X509Certificate stolen = Tls.certificate(agency);
    Files.delete(agency);
    Files.delete(authority.resolve("agency-5.key"));

    Tls.ok("agency", authority, "5");

    Tls.check(authority, agency);
    assertFalse(Tls.certificate(agency).getPublicKey().equals(stolen.getPublicKey()));
  }

  @Test
  void whatIsNotTheAuthoritysOrItIsItselfIsNotRevoked() throws Exception {
    String list = Files.readString(authority.resolve("crl.pem"));
    Path own = authority.resolve("ca.pem");
    assertEquals(
        "bolillero: %s: expected a certificate of an office, an agency or an official, found the authority's own; make a new authority"
            .formatted(own),
        Tls.failed(ExitCode.BAD_INPUT, "revoke", authority, agency, own));

    Path other = folder.resolve("other");
    Tls.ok("init", other, "--office", "office.example");
    Tls.failed(ExitCode.BAD_INPUT, "revoke", authority, other.resolve("office.pem"));
    Tls.failed(ExitCode.BAD_INPUT, "revoke", authority, authority.resolve("issued.pem"));

    assertEquals(list, Files.readString(authority.resolve("crl.pem")));
  }

  @Test
  void aListOfAnotherAuthorityIsNotReplaced() throws Exception {
    Path other = folder.resolve("other");
    Tls.ok("init", other, "--office", "office.example");
    Files.delete(authority.resolve("crl.pem"));
    Files.copy(other.resolve("crl.pem"), authority.resolve("crl.pem"));

    assertEquals(
        "bolillero: %s: expected the list of this authority, found another's"
            .formatted(authority.resolve("crl.pem")),
        Tls.failed(ExitCode.BAD_INPUT, "revoke", authority, agency));
  }
}
