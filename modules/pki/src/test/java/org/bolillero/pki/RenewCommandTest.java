package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bolillero.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenewCommandTest {
  @TempDir private Path folder;

  private Path authority;
  private Path agency;

  @BeforeEach
  void makeAuthority() {
    authority = folder.resolve("authority");
    agency = authority.resolve("agency-5.pem");
    Tls.ok(
        "init", authority, "--office", "office.example", "--authority-days", "1000", "--days", "9");
    Tls.ok("agency", authority, "5", "--days", "9");
  }

  @Test
  void onlyNumberAndTimeAreOthers() throws Exception {
    X509Certificate before = Tls.certificate(agency);
    String key = Files.readString(authority.resolve("agency-5.key"));

    String out = Tls.ok("renew", authority, agency);

    X509Certificate after = Tls.certificate(agency);
    assertTrue(out.startsWith(agency + " until "), out);
    assertEquals(key, Files.readString(authority.resolve("agency-5.key")));
    assertEquals(before.getPublicKey(), after.getPublicKey());
    assertEquals(before.getSubjectX500Principal(), after.getSubjectX500Principal());
    assertEquals(before.getExtendedKeyUsage(), after.getExtendedKeyUsage());
    assertEquals(
        List.copyOf(before.getSubjectAlternativeNames()),
        List.copyOf(after.getSubjectAlternativeNames()));
    assertEquals(before.getCriticalExtensionOIDs(), after.getCriticalExtensionOIDs());
    assertEquals(before.getNonCriticalExtensionOIDs(), after.getNonCriticalExtensionOIDs());
    assertNotEquals(before.getSerialNumber(), after.getSerialNumber());
    assertDays(730, after);
    Tls.check(authority, agency);
  }

  @Test
  void aCopyElsewhereIsRenewedWhereItIs() throws Exception {
    Path copy = Files.copy(agency, folder.resolve("sent-to-us.pem"));

    Tls.ok("renew", authority, copy, "--days", "20");

    assertDays(20, Tls.certificate(copy));
    assertDays(9, Tls.certificate(agency));
  }

  @Test
  void anOfficeKeepsItsNamesOrGetsOthers() throws Exception {
    Path office = authority.resolve("office.pem");
    Tls.ok("renew", authority, office);
    assertEquals("office.example", new CertificateText(Tls.certificate(office)).names());

    Tls.ok("renew", authority, office, "--office", "new.example", "192.0.2.8");

    X509Certificate after = Tls.certificate(office);
    assertEquals("new.example, 192.0.2.8", new CertificateText(after).names());
    assertEquals(
        Tls.certificate(authority.resolve("issued.pem")).getIssuerX500Principal(),
        after.getIssuerX500Principal());
    assertEquals(
        "bolillero: --office: expected the office's certificate, found " + agency,
        Tls.failed(ExitCode.USAGE, "renew", authority, agency, "--office", "a"));
  }

  @Test
  void theAuthorityIsRenewedAndWhatItHasIssuedStaysGood() throws Exception {
    Path own = authority.resolve("ca.pem");

    Tls.ok("renew", authority, own);

    X509Certificate after = Tls.certificate(own);
    assertDays(3650, after);
    assertEquals(0, after.getBasicConstraints());
    assertEquals(
        after.getNotAfter(), Tls.revocations(authority.resolve("crl.pem")).getNextUpdate());
    Tls.check(authority, agency);
    Tls.ok("renew", authority, agency, "--days", "2000");
    assertDays(2000, Tls.certificate(agency));
  }

  @Test
  void aListIsRenewedWithAllThatIsOnIt() throws Exception {
    Tls.ok("revoke", authority, agency);
    Path list = authority.resolve("crl.pem");
    String before = Files.readString(list);

    Tls.ok("renew", authority, list);

    assertNotEquals(before, Files.readString(list));
    assertTrue(Tls.revocations(list).isRevoked(Tls.certificate(agency)));
  }

  @Test
  void whatIsRevokedIsNotRenewed() {
    Tls.ok("revoke", authority, agency);

    String line =
        Tls.failed(ExitCode.BAD_INPUT, "renew", authority, authority.resolve("office.pem"), agency);
    assertEquals(
        "bolillero: %s: expected a certificate that is not revoked; move it and its key away and make new ones"
            .formatted(agency),
        line);
  }

  @Test
  void whatIsNotTheAuthoritysIsNotRenewed() throws Exception {
    Path other = folder.resolve("other");
    Tls.ok("init", other, "--office", "office.example");

    String line = Tls.failed(ExitCode.BAD_INPUT, "renew", authority, other.resolve("office.pem"));
    assertTrue(
        line.matches(
            "bolillero: .*/other/office.pem: expected a certificate of CN=authority [0-9a-f]{8} of"
                + " office.example, found one of CN=authority [0-9a-f]{8} of office.example"),
        line);
    Path copy = Files.copy(authority.resolve("ca.pem"), folder.resolve("ca.pem"));
    assertEquals(
        "bolillero: %s: expected %s itself, found another file"
            .formatted(copy, authority.resolve("ca.pem")),
        Tls.failed(ExitCode.BAD_INPUT, "renew", authority, copy));
    Path key = authority.resolve("agency-5.key");
    assertEquals(
        "bolillero: %s: expected a certificate, found 'PRIVATE KEY'".formatted(key),
        Tls.failed(ExitCode.BAD_INPUT, "renew", authority, key));
  }

  @Test
  void anAuthorityThatHasEndedIssuesNothingUntilItIsRenewed() throws Exception {
    Path own = authority.resolve("ca.pem");
    try (AuthorityFolder open = AuthorityFolder.open(authority)) {
      Instant now = Instant.now();
      Validity ended = new Validity(now.minus(Duration.ofDays(9)), now.minusSeconds(1));
      open.replaceAuthority(open.authority().renewed(ended));
    }

    String line = Tls.failed(ExitCode.BAD_INPUT, "agency", authority, "6");
    assertTrue(line.contains("found one that has ended on"), line);
    Tls.failed(ExitCode.BAD_INPUT, "renew", authority, agency);

    Tls.ok("renew", authority, agency, own);
    Tls.ok("agency", authority, "6");
    Tls.check(authority, authority.resolve("agency-6.pem"));
  }

  private static void assertDays(int days, X509Certificate certificate) {
    Instant until = certificate.getNotAfter().toInstant();
    Duration off = Duration.between(Instant.now().plus(Duration.ofDays(days)), until);
    assertTrue(off.abs().compareTo(Duration.ofHours(1)) < 0, off::toString);
  }
}
