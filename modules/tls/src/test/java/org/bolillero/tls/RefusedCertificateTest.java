package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.bolillero.pki.testing.KeyKind;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.WantedCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an office says of clients' certificates, and a client of an office's. */
final class RefusedCertificateTest {
  @TempDir Path folder;
  private Papers papers;

  /** A certificate that a client shows, and words of the line for it. */
  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes what makes certificates.
  enum Wrong {
    OTHER_AUTHORITY(a -> other().agency(5), "expected one by an authority of", "by CN=other"),
    SAME_NAME(
        a -> TestAuthority.named("authority").agency(5),
        "expected it to be signed with the key of CN=authority",
        "agency:5"),
    SELF_SIGNED(a -> a.agency(5).selfSigned(), "found one by itself", "agency:5"),
    FORGED(a -> a.agency(5).forged(), "found another signature", "agency:5"),
    EXPIRED(a -> a.agency(5).expired(), "has expired at 20", "agency:5"),
    NOT_YET(a -> a.agency(5).notYetValid(), "is not valid before 20", "agency:5"),
    OF_SERVERS(a -> a.certificate("x").forServer(), "usage clientAuth, found serverAuth", "CN=x"),
    OF_OTHER_USE(a -> a.agency(5).forOtherUse(), "clientAuth, found 1.3.6.1", "agency:5"),
    OF_NO_USE(a -> a.agency(5).withoutPurpose(), "clientAuth, found none", "agency:5"),
    WEAK_KEY(a -> a.agency(5).key(KeyKind.RSA_1024), "found RSA with 1024 bits", "agency:5"),
    WEAK_SIGNATURE(a -> a.agency(5).weaklySigned(), "found SHA1with", "agency:5"),
    BY_AN_AGENCY(a -> byAgency(a).agency(6), "CN=agency 5", ""),
    BY_EXPIRED(
        a -> a.below(a.certificate("b").asAuthority().expired()).agency(6), "expired", "CN=b"),
    BY_WEAK(
        a -> a.below(a.certificate("b").asAuthority().key(KeyKind.RSA_1024)).agency(6),
        "found RSA with 1024 bits",
        "CN=b");

    final Function<TestAuthority, WantedCertificate> wanted;
    final String reason;
    final String whose;

    Wrong(Function<TestAuthority, WantedCertificate> wanted, String reason, String whose) {
      this.wanted = wanted;
      this.reason = reason;
      this.whose = whose;
    }

    private static TestAuthority other() {
      return TestAuthority.named("other");
    }

    private static TestAuthority byAgency(TestAuthority authority) {
      return authority.below(authority.agency(5));
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    papers = new Papers(folder);
  }

  @ParameterizedTest
  @EnumSource
  void theOfficeSaysWhatIsWrong(Wrong wrong) throws Exception {
    TestCertificate certificate = wrong.wanted.apply(papers.authority).issue();
    assertRefused(papers.office(), certificate, wrong.reason, wrong.whose);
  }

  @ParameterizedTest
  @EnumSource(names = {"OTHER_AUTHORITY", "EXPIRED", "FORGED", "WEAK_SIGNATURE"})
  void itSaysTheSameLater(Wrong wrong) {
    var chain = wrong.wanted.apply(papers.authority).issue().chain();
    TlsContext office = papers.office();
    String said = said(office, chain);
    assertTrue(said.contains(wrong.reason), said);
  }

  @Test
  void aRevokedCertificateIsRefused() throws Exception {
    TestCertificate other = papers.authority.agency(6).issue();
    papers.authority.revoke(papers.agency);
    TlsContext office = Papers.office(heeding(papers.authority.writeRevocations(folder, "crl")));
    assertRefused(office, papers.agency, "was revoked at 20", "agency:5");
    Pair.open(office, Papers.client(papers.of(other))).close();
  }

  @Test
  void aListMayBeDer() throws Exception {
    papers.authority.revoke(papers.agency);
    Path pem = papers.authority.writeRevocations(folder, "crl");
    byte[] der = PemFile.blocks(pem, Files.readAllBytes(pem), "").getFirst().der();
    Path file = Files.write(folder.resolve("crl.der"), der);
    assertRefused(Papers.office(heeding(file)), papers.agency, "was revoked", "agency:5");
  }

  @Test
  void aListThatGoesOutOfDateRefusesAll() throws Exception {
    Instant soon = Instant.now().plus(Duration.ofDays(1));
    Path list = papers.authority.writeRevocations(folder, "crl", Instant.now(), soon);
    Instant[] now = {Instant.now().plusSeconds(2)};
    TlsContext office = TlsContext.of(heeding(list), Side.OFFICE, () -> now[0]);
    office.check(papers.agency.chain());
    now[0] = soon.plusSeconds(2);
    String said = said(office, papers.agency.chain());
    assertTrue(said.contains("the list of revoked certificates of CN=authority is out of"), said);
  }

  @Test
  void anAuthorityThatExpiresIsNoneAnyMore() throws Exception {
    Instant[] now = {Instant.now()};
    TlsContext office = TlsContext.of(papers.officeFiles(), Side.OFFICE, () -> now[0]);
    var chain =
        papers
            .authority
            .agency(5)
            .valid(now[0], now[0].plus(Duration.ofDays(9999)))
            .issue()
            .chain();
    office.check(chain);
    now[0] = now[0].plus(Duration.ofDays(9000));
    String said = said(office, chain);
    assertTrue(said.startsWith("the certificate of CN=authority: has expired at "), said);
  }

  @Test
  void goodOnesOfAllKindsAreTaken() throws Exception {
    TestAuthority branch = papers.authority.intermediate("branch");
    for (WantedCertificate wanted :
        new WantedCertificate[] {
          papers.authority.agency(1).key(KeyKind.RSA_2048),
          papers.authority.agency(2).key(KeyKind.EC_P384),
          papers.authority.agency(3).forServer(),
          papers.authority.certificate("nobody").forClient(),
          papers.authority.agency(4).uri("urn:bolillero:agency:5"),
          branch.agency(5)
        }) {
      Pair.open(papers.office(), Papers.client(papers.of(wanted.issue()))).close();
    }
  }

  private TlsFiles heeding(Path list) {
    TlsFiles files = papers.officeFiles();
    return new TlsFiles(files.certificate(), files.key(), files.authority(), Optional.of(list));
  }

  /** The client's own program would not use such a certificate, so another one shows it. */
  private void assertRefused(
      TlsContext office, TestCertificate certificate, String reason, String whose)
      throws Exception {
    try (Loopback plain = Loopback.open();
        ForeignClient client = new ForeignClient(plain.client(), certificate)) {
      TlsStream stream = office.accept(plain.office());
      Future<Void> handshake =
          Pair.inBackground(() -> {
            stream.handshake(Pair.LONG_ENOUGH);
            return null;
          });
      IOException told = assertThrows(IOException.class, client::talk);
      plain.client().close(); // Or the office would wait a moment for that.
      TlsException refusal = Pair.failure(TlsException.class, handshake);
      String said = String.valueOf(refusal.getMessage());
      assertTrue(said.contains(reason) && said.contains(whose), said);
      assertFalse(said.contains("\n"), said);
      assertTrue(String.valueOf(told.getMessage()).contains("certificate_unknown"), told::toString);
    }
  }

  private static String said(TlsContext office, List<X509Certificate> chain) {
    return String.valueOf(
        assertThrows(CertificateException.class, () -> office.check(chain)).getMessage());
  }
}
