package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bolillero.pki.testing.KeyKind;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files that cannot be used. */
final class TlsFilesTest {
  @TempDir Path folder;
  private Papers papers;
  private TlsFiles good;

  @BeforeEach
  void prepare() throws IOException {
    papers = new Papers(folder);
    good = papers.officeFiles();
  }

  @Test
  void factsAreTold() throws Exception {
    Path list = papers.authority.writeRevocations(folder, "crl");
    List<CertificateFact> facts = TlsContext.ofOffice(withList(list)).facts();
    assertEquals(
        List.of(
            CertificateFact.Kind.OWN,
            CertificateFact.Kind.AUTHORITY,
            CertificateFact.Kind.REVOCATIONS),
        facts.stream().map(CertificateFact::kind).toList());
    assertEquals("localhost, 127.0.0.1", facts.get(0).identity());
    assertEquals("CN=authority", facts.get(1).subject());
    assertTrue(facts.get(2).expiry().isAfter(Instant.now()));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertSaid(with(missing, good.key(), good.authority()), missing + ": ", "no such file");
    assertSaid(with(good.certificate(), missing, good.authority()), missing + ": ", "no such file");
    assertSaid(with(good.certificate(), good.key(), missing), missing + ": ", "no such file");
    assertSaid(withList(missing), missing + ": ", "no such file");
    assertSaid(with(folder, good.key(), good.authority()), folder + ": ", "cannot be read");
  }

  @Test
  void aFileWithoutPemIsNoCertificate() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello\n");
    assertSaid(with(text, good.key(), good.authority()), "a certificate in PEM, found no PEM");
    assertSaid(with(good.key(), good.key(), good.authority()), "found only 'PRIVATE KEY'");
    assertSaid(with(good.certificate(), good.key(), text), "authorities in PEM, found no PEM");
    assertSaid(withList(text), "something that cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"
      })
  void aBrokenCertificateIsRefused(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("broken"), text);
    assertSaid(with(file, good.key(), good.authority()), file + ": expected a certificate");
  }

  @Test
  void commentsAndOtherLineEndsAreFine() throws Exception {
    String text =
        "Subject: office\r\n" + Files.readString(good.certificate()).replace("\n", "\r\n");
    Path file = Files.writeString(folder.resolve("commented"), text);
    TlsContext.ofOffice(with(file, good.key(), good.authority()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aKeyThatOthersCanReadIsRefused(String permissions) throws Exception {
    TestCertificate office = papers.authority.office("localhost").issue();
    TlsFiles files = papers.of(office);
    office.writeKey(files.key(), permissions);
    assertSaid(files, "only its owner may read and write, found " + permissions);
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws Exception {
    String key = Files.readString(good.key());
    assertKey("hello", "found no PEM");
    assertKey(Files.readString(good.certificate()), "found only 'CERTIFICATE'");
    assertKey(key + key, "found 2 keys");
    assertKey(key.replace("PRIVATE", "ENCRYPTED PRIVATE"), "found an encrypted key");
    assertKey(key.replace("PRIVATE", "EC PRIVATE"), "'EC PRIVATE KEY', an older format");
    assertKey(key.replace("PRIVATE", "RSA PRIVATE"), "openssl pkcs8 -topk8");
    assertKey(papers.authority.office("x").issue().keyPem(), "found another key");
    TestCertificate rsa = papers.authority.office("x").key(KeyKind.RSA_2048).issue();
    assertKey(rsa.keyPem(), "expected the EC key of the certificate in");
  }

  @Test
  void anOwnCertificateThatNobodyWouldTakeIsRefused() {
    assertOwn(papers.authority.office("x").expired().issue(), "CN=office (x): has expired at 20");
    assertOwn(papers.authority.office("x").notYetValid().issue(), "is not valid before 20");
    assertOwn(papers.agency, "expected the extended key usage serverAuth, found clientAuth");
    assertOwn(papers.authority.office("x").withoutSigning().issue(), "digitalSignature");
    assertOwn(papers.authority.office("x").key(KeyKind.RSA_1024).issue(), "RSA with 1024 bits");
  }

  @Test
  void aClientNeedsACertificateForClients() {
    TlsFileException refusal =
        assertThrows(TlsFileException.class, () -> TlsContext.ofClient(good));
    assertTrue(String.valueOf(refusal.getMessage()).contains("clientAuth, found serverAuth"));
  }

  @Test
  void aChainIsInOrder() throws Exception {
    String text = Files.readString(good.certificate()) + papers.agency.certificatePem();
    Path file = Files.writeString(folder.resolve("chain"), text);
    assertSaid(with(file, good.key(), good.authority()), "to be followed by its issuer's");
  }

  @Test
  void anAuthorityMustBeOne() throws Exception {
    assertSaid(with(good.certificate(), good.key(), good.certificate()), "expected an authority's");
    Path late =
        TestAuthority.rooted(TestAuthority.wanted("late").expired()).writeTo(folder, "late");
    assertSaid(with(good.certificate(), good.key(), late), "CN=late: has expired at");
    String both = Files.readString(late) + Files.readString(good.authority());
    Path file = Files.writeString(folder.resolve("both"), both);
    TlsContext.ofOffice(with(good.certificate(), good.key(), file));
  }

  @Test
  void aListMustBeInForceAndOfAnAuthority() throws Exception {
    Instant now = Instant.now();
    Duration day = Duration.ofDays(1);
    assertSaid(
        withList(
            papers.authority.writeRevocations(folder, "old", now.minus(day), now.minusSeconds(9))),
        "the list of revoked certificates of CN=authority is out of date since");
    assertSaid(
        withList(papers.authority.writeRevocations(folder, "new", now.plus(day), now.plus(day))),
        "is not valid before");
    assertSaid(
        withList(TestAuthority.named("other").writeRevocations(folder, "other")),
        "one of CN=other that is not");
    assertSaid(
        withList(TestAuthority.named("authority").writeRevocations(folder, "same")),
        "one of CN=authority that is not");
    String older = papers.authority.revocationsPem(now.minus(day), now.minusSeconds(9));
    String newer = papers.authority.revocationsPem(now.minusSeconds(9), now.plus(day));
    TlsContext.ofOffice(withList(Files.writeString(folder.resolve("two"), newer + older)));
  }

  private void assertKey(String text, String part) throws IOException {
    Path file = folder.resolve("key");
    Files.deleteIfExists(file);
    papers.agency.writeKey(file, "rw-------");
    Files.writeString(file, text);
    assertSaid(with(good.certificate(), file, good.authority()), file + ": ", part);
  }

  private void assertOwn(TestCertificate certificate, String part) {
    assertSaid(papers.of(certificate), part);
  }

  private static void assertSaid(TlsFiles files, String... parts) {
    String said =
        String.valueOf(
            assertThrows(TlsFileException.class, () -> TlsContext.ofOffice(files)).getMessage());
    for (String part : parts) {
      assertTrue(said.contains(part), said);
    }
    assertFalse(said.contains("\n"), said);
  }

  private static TlsFiles with(Path certificate, Path key, Path authority) {
    return new TlsFiles(certificate, key, authority, Optional.empty());
  }

  private TlsFiles withList(Path list) {
    return new TlsFiles(good.certificate(), good.key(), good.authority(), Optional.of(list));
  }
}
