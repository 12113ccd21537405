package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bolillero.console.ExitCode;
import org.bolillero.pki.testing.KeyKind;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowCommandTest {
  @TempDir private Path folder;

  private final TestAuthority authority = TestAuthority.named("somebody's own");

  @Test
  void allThatCountsOfACertificateIsShown() throws Exception {
    TestCertificate agency = authority.agency(5).issue();
    Path file = agency.writeTo(folder, "agency-5").certificate();
    X509Certificate certificate = agency.certificate();
    Until until = Until.here();

    assertEquals(
        List.of(
            "file         " + file,
            "state        good",
            "subject      CN=agency 5",
            "identity     urn:bolillero:agency:5",
            "names        -",
            "good as      client (an agency, an official)",
            "from         " + until.time(certificate.getNotBefore().toInstant()),
            "until        " + until.time(certificate.getNotAfter().toInstant()) + " (in 29 days)",
            "issuer       CN=somebody's own",
            "number       " + certificate.getSerialNumber().toString(16),
            "key          EC, 256 bits",
            "signature    SHA256withECDSA",
            "SHA-256      " + new CertificateText(certificate).fingerprint()),
        Tls.ok("show", file).lines().toList());
  }

  @Test
  void whatIsOddIsShownAsItIs() throws Exception {
    TestCertificate odd =
        authority
            .agency(5)
            .uri("urn:bolillero:agency:6")
            .name("a.example")
            .name("::1")
            .key(KeyKind.RSA_2048)
            .forServer()
            .expired()
            .issue();
    String out = Tls.ok("show", odd.writeTo(folder, "odd").certificate());

    assertHas(
        out,
        "identity     urn:bolillero:agency:5, urn:bolillero:agency:6 (nobody: there must be one)");
    assertHas(out, "names        a.example, 0:0:0:0:0:0:0:1");
    assertHas(out, "good as      client (an agency, an official), server (an office)");
    assertHas(out, "key          RSA, 2048 bits");
    assertHas(out, "state        ended");
    assertHas(
        Tls.ok(
            "show", authority.agency(5).notYetValid().issue().writeTo(folder, "new").certificate()),
        "state        not yet");
    assertHas(Tls.ok("show", authority.writeTo(folder, "ca")), "good as      authority");
  }

  @Test
  void aChainIsShownWholeAndAListBesideItIsHeeded() throws Exception {
    TestAuthority branch = authority.intermediate("branch");
    TestCertificate agency = branch.agency(5).issue();
    Path file = agency.writeTo(folder, "agency-5").certificate();
    branch.revoke(agency);
    Path list = branch.writeRevocations(folder, "crl");

    String out = Tls.ok("show", file);
    assertHas(out, "file         " + file + " (1 of 2)");
    assertHas(out, "file         " + file + " (2 of 2)");
    assertHas(out, "state        revoked");
    assertHas(out, "state        good");

    String shown = Tls.ok("show", list);
    assertHas(shown, "issuer       CN=branch");
    assertHas(shown, "revoked      1");
    assertTrue(shown.contains(CertificateText.number(agency.certificate())));
  }

  @Test
  void anAuthorityShowsWhatEndsFirst() throws Exception {
    Path made = folder.resolve("authority");
    Tls.ok("init", made, "--office", "office.example", "--days", "50");
    Tls.ok("agency", made, "1-2", "--days", "10");
    Tls.ok("renew", made, made.resolve("agency-1.pem"), "--days", "30");
    Tls.ok("revoke", made, made.resolve("agency-2.pem"));

    List<String> lines = Tls.ok("show", made).lines().toList();

    assertEquals(
        List.of(
            "                state    subject",
            "in 9 days       revoked  CN=agency 2",
            "in 29 days      good     CN=agency 1",
            "in 49 days      good     CN=office.example"),
        lines.stream().limit(4).map(each -> each.substring(each.length() < 27 ? 0 : 27)).toList());
    assertEquals(5, lines.size());
    assertTrue(lines.getLast().matches(".* in 3649 days +good +CN=authority .*"));
  }

  @Test
  void whatCannotBeShownIsSaid() throws Exception {
    Path key = authority.agency(5).issue().writeTo(folder, "a").key();
    assertEquals(
        "bolillero: %s: expected a certificate or a list of revocations, found 'PRIVATE KEY'"
            .formatted(key),
        Tls.failed(ExitCode.BAD_INPUT, "show", key));
    Path text = Files.writeString(folder.resolve("text"), "nothing");
    assertEquals(
        "bolillero: %s: expected PEM (a line -----BEGIN …-----), found none".formatted(text),
        Tls.failed(ExitCode.BAD_INPUT, "show", text));
    Path none = folder.resolve("none");
    assertEquals(
        "bolillero: %s: no such file or folder".formatted(none),
        Tls.failed(ExitCode.BAD_INPUT, "show", none));
    for (String body : List.of("AAAA", "!", "")) {
      Path bad =
          Files.writeString(
              folder.resolve("bad"),
              "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
      assertEquals(
          "bolillero: %s: expected a certificate, found one that cannot be read".formatted(bad),
          Tls.failed(ExitCode.BAD_INPUT, "show", bad));
    }
  }

  private static void assertHas(String out, String line) {
    assertTrue(out.lines().toList().contains(line), out);
  }
}
