package org.bolillero.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that this end shows.
 *
 * @param chain the own certificate, each followed by its issuer's as far as they are sent
 * @param key the private key of the first
 */
record OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
  /** Reads it, and refuses what every other end would refuse. */
  static OwnCertificate read(TlsFiles files, Side side, Instant now) throws TlsFileException {
    String expected = "a certificate in PEM";
    List<X509Certificate> chain = CertificateFile.read(files.certificate(), expected);
    X509Certificate own = chain.getFirst();
    Optional<String> problem =
        CertificateRules.problem(own, side).or(() -> CertificateRules.problem(own, now));
    if (problem.isPresent()) {
      throw refused(files, own, problem.get());
    }
    checkOrder(files, chain);
    return new OwnCertificate(
        chain, KeyFile.read(files.key(), own.getPublicKey(), files.certificate()));
  }

  private static void checkOrder(TlsFiles files, List<X509Certificate> chain)
      throws TlsFileException {
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new TlsFileException(
            "%s: expected each certificate to be followed by its issuer's, found %s after %s"
                .formatted(
                    files.certificate(),
                    CertificateWords.of(chain.get(i)),
                    CertificateWords.of(chain.get(i - 1))),
            e);
      }
    }
  }

  private static TlsFileException refused(TlsFiles files, X509Certificate own, String problem) {
    return new TlsFileException(
        "%s: %s: %s".formatted(files.certificate(), CertificateWords.of(own), problem));
  }
}
