package org.bolillero.tls;

import java.nio.file.Path;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The authorities whose certificates are trusted. Several may have the same name, such as an old
 * and a new one.
 *
 * @param file where they were read
 * @param certificates theirs
 */
record Authorities(Path file, List<X509Certificate> certificates) {
  /** Reads them; at least one must be in force. */
  static Authorities read(Path file, Instant now) throws TlsFileException {
    List<X509Certificate> certificates =
        CertificateFile.read(file, "certificates of authorities in PEM");
    Optional<String> late = Optional.empty();
    int inForce = 0;
    for (X509Certificate certificate : certificates) {
      Optional<String> wrong = CertificateRules.authorityProblem(certificate);
      if (wrong.isPresent()) {
        throw refused(file, certificate, wrong.get());
      }
      late = CertificateRules.problem(certificate, now);
      inForce += late.isEmpty() ? 1 : 0;
    }
    if (inForce == 0) {
      throw refused(file, certificates.getLast(), late.orElseThrow());
    }
    return new Authorities(file, List.copyOf(certificates));
  }

  private static TlsFileException refused(Path file, X509Certificate certificate, String problem) {
    return new TlsFileException(
        "%s: %s: %s".formatted(file, CertificateWords.of(certificate), problem));
  }

  /** Those of that name; none if it is no authority's. */
  List<X509Certificate> named(X500Principal name) {
    return certificates.stream()
        .filter(certificate -> certificate.getSubjectX500Principal().equals(name))
        .toList();
  }

  static Set<TrustAnchor> anchors(List<X509Certificate> certificates) {
    return certificates.stream()
        .map(certificate -> new TrustAnchor(certificate, null))
        .collect(Collectors.toSet());
  }
}
