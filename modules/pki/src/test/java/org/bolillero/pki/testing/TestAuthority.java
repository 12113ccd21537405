package org.bolillero.pki.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An authority for tests, which gives out any certificate, good or wrong, and revokes it:
 *
 * <pre>{@code
 * TestAuthority authority = TestAuthority.named("authority");
 * Path ca = authority.writeTo(folder, "ca");                                  // ca.pem
 * authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office"); // office.pem, office.key
 * TestCertificate agency = authority.agency(5).issue();
 * TestFiles files = agency.writeTo(folder, "agency-5");
 * authority.agency(6).expired().issue();
 * authority.agency(7).uri("urn:bolillero:agency:8").issue();                  // two identities
 * authority.intermediate("branch").agency(5).issue();                         // its file has a chain
 * authority.revoke(agency);
 * Path crl = authority.writeRevocations(folder, "crl");                       // crl.pem
 * }</pre>
 *
 * <p>A module that uses it names the test-jar of {@code bolillero-pki} among its dependencies, with
 * the scope {@code test}. It needs no other class of that module, and shows none of Bouncy
 * Castle's.
 *
 * <p>One thread uses it at a time.
 */
public final class TestAuthority {
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private final KeyKind kind;
  private final KeyPair keys;

  /** Its own certificate first, and its root's last. */
  private final List<X509Certificate> chain;

  private final Map<X509Certificate, Instant> revoked = new LinkedHashMap<>();

  private TestAuthority(KeyKind kind, KeyPair keys, List<X509Certificate> chain) {
    this.kind = kind;
    this.keys = keys;
    this.chain = chain;
  }

  /** A root with a key of the usual kind. Two of the same name have nothing else in common. */
  public static TestAuthority named(String name) {
    return named(name, KeyKind.EC_P256);
  }

  public static TestAuthority named(String name, KeyKind kind) {
    return rooted(new WantedCertificate(null, name).key(kind).asAuthority());
  }

  /** A root whose own certificate is wrong in some way, say {@link WantedCertificate#expired}. */
  public static TestAuthority rooted(WantedCertificate own) {
    TestCertificate made = own.selfSigned().issue();
    return new TestAuthority(own.kind(), made.keys(), List.of(made.certificate()));
  }

  /** What a root's own certificate is made from. */
  public static WantedCertificate wanted(String name) {
    Instant now = Instant.now();
    return new WantedCertificate(null, name)
        .valid(now.minus(Duration.ofDays(1)), now.plus(VALIDITY))
        .asAuthority();
  }

  /** An authority below this one: what it issues is written with its certificate. */
  public TestAuthority intermediate(String name) {
    return below(new WantedCertificate(this, name).asAuthority());
  }

  /** An authority below this one, whose own certificate may be wrong in some way. */
  public TestAuthority below(WantedCertificate own) {
    TestCertificate made = own.issue();
    List<X509Certificate> longer = new ArrayList<>(List.of(made.certificate()));
    longer.addAll(chain);
    return new TestAuthority(own.kind(), made.keys(), List.copyOf(longer));
  }

  /** A good certificate of an office with these names and addresses. */
  public WantedCertificate office(String... namesAndAddresses) {
    WantedCertificate wanted = certificate("office").forServer();
    for (String each : namesAndAddresses) {
      wanted.name(each);
    }
    return wanted;
  }

  /** A good certificate of an agency. */
  public WantedCertificate agency(int number) {
    return certificate("agency " + number).forClient().uri("urn:bolillero:agency:" + number);
  }

  /** A good certificate of an official. */
  public WantedCertificate official(String name) {
    return certificate("official " + name).forClient().uri("urn:bolillero:official:" + name);
  }

  /** A good certificate of a witness. */
  public WantedCertificate witness(String name) {
    return certificate("witness " + name).forClient().uri("urn:bolillero:witness:" + name);
  }

  /** A certificate that says nothing but this common name: no use, no identity, no name. */
  public WantedCertificate certificate(String commonName) {
    return new WantedCertificate(this, commonName);
  }

  /** Has the next lists of revocations name this certificate. */
  public void revoke(TestCertificate certificate) {
    revoke(certificate.certificate());
  }

  public void revoke(X509Certificate certificate) {
    revoked.put(certificate, Instant.now().minusSeconds(1));
  }

  /** Writes {@code NAME.pem}, the certificate of the root. */
  public Path writeTo(Path folder, String name) throws IOException {
    return Pem.write(folder.resolve(name + ".pem"), chain.getLast());
  }

  /** Writes {@code NAME.pem}, the revocations up to now, which is good for a week. */
  public Path writeRevocations(Path folder, String name) throws IOException {
    Instant now = Instant.now();
    return writeRevocations(
        folder, name, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(7)));
  }

  /** Writes {@code NAME.pem}, a list of this time that is good until that one. */
  public Path writeRevocations(Path folder, String name, Instant from, Instant until)
      throws IOException {
    return Files.writeString(folder.resolve(name + ".pem"), revocationsPem(from, until));
  }

  /** The list of revocations up to now; those of two authorities can stand in one file. */
  public String revocationsPem(Instant from, Instant until) {
    byte[] list =
        new TestRevocations(certificate(), keys.getPrivate(), kind.signature())
            .list(from, until, Collections.unmodifiableMap(revoked));
    return Pem.text("X509 CRL", list);
  }

  /** Its own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  KeyKind kind() {
    return kind;
  }

  KeyPair keys() {
    return keys;
  }

  /** What is sent with a certificate of this authority: all above it but the root. */
  List<X509Certificate> intermediates() {
    return chain.subList(0, chain.size() - 1);
  }
}
