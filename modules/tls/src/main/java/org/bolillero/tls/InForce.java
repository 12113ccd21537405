package org.bolillero.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What one reading of the files has brought.
 *
 * @param sslContext makes connections with it
 * @param check checks the other end's certificates by it
 * @param own names the own certificate
 * @param facts what is to be known of it
 */
record InForce(SSLContext sslContext, ChainCheck check, String own, List<CertificateFact> facts) {
  /** Reads all files, or fails. */
  static InForce read(TlsFiles files, Side side, InstantSource clock) throws TlsFileException {
    Instant now = clock.instant();
    OwnCertificate own = OwnCertificate.read(files, side, now);
    Authorities authorities = Authorities.read(files.authority(), now);
    RevocationLists revocations =
        files.revocations().isEmpty()
            ? RevocationLists.none()
            : RevocationLists.read(files.revocations().get(), authorities, now);
    ChainCheck check = new ChainCheck(authorities, revocations, side.other(), clock);
    try {
      SSLContext context = SSLContext.getInstance(TlsContext.PROTOCOL);
      context.init(
          new KeyManager[] {new OwnKeyManager(own)},
          new TrustManager[] {new PeerTrust(check)},
          null);
      return new InForce(
          context,
          check,
          CertificateWords.of(own.chain().getFirst()),
          facts(files, own.chain().getFirst(), check));
    } catch (GeneralSecurityException e) {
      throw new TlsFileException(
          "%s: cannot be used with this Java: %s".formatted(files.certificate(), e.getMessage()),
          e);
    }
  }

  private static List<CertificateFact> facts(
      TlsFiles files, X509Certificate own, ChainCheck check) {
    List<CertificateFact> facts = new ArrayList<>();
    facts.add(CertificateFact.of(CertificateFact.Kind.OWN, files.certificate(), own));
    for (X509Certificate authority : check.authorities().certificates()) {
      facts.add(CertificateFact.of(CertificateFact.Kind.AUTHORITY, files.authority(), authority));
    }
    for (X509Certificate author : check.revocations().authors()) {
      facts.add(
          new CertificateFact(
              CertificateFact.Kind.REVOCATIONS,
              files.revocations().orElseThrow(),
              CertificateWords.name(author.getSubjectX500Principal()),
              "",
              check.revocations().list(author).getNextUpdate().toInstant()));
    }
    return List.copyOf(facts);
  }
}
