package org.bolillero.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What is to be known of a certificate or a list in force, for a line at the start and for checks.
 *
 * @param kind what it is there for
 * @param file where it was read
 * @param subject whose it is; a list's is the authority that has made it
 * @param identity the identity, or the names and addresses, that it vouches for; empty if there are
 *     none
 * @param expiry until when it can be used; a list's is the time by which there must be another one
 */
public record CertificateFact(
    Kind kind, Path file, String subject, String identity, Instant expiry) {
  /** What a certificate is there for. */
  public enum Kind {
    /** The own certificate. */
    OWN,
    /** An authority's. */
    AUTHORITY,
    /** No certificate, but a list of those that are revoked. */
    REVOCATIONS
  }

  static CertificateFact of(Kind kind, Path file, X509Certificate certificate) {
    return new CertificateFact(
        kind,
        file,
        CertificateWords.name(certificate.getSubjectX500Principal()),
        CertificateWords.names(certificate),
        certificate.getNotAfter().toInstant());
  }
}
