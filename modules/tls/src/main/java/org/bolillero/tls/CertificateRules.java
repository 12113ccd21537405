package org.bolillero.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a certificate must be in itself, whoever has issued it. Problems are told in words. */
final class CertificateRules {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int SIGN_CERTIFICATES = 5;

  private CertificateRules() {}

  /** Whether one end may show it: how strong it is, and what it is good for. */
  static Optional<String> problem(X509Certificate certificate, Side side) {
    return Strength.problem(certificate).or(() -> usageProblem(certificate, side));
  }

  private static Optional<String> usageProblem(X509Certificate certificate, Side side) {
    List<String> usages;
    try {
      usages = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException _) {
      return Optional.of("expected an extended key usage, found one that cannot be read");
    }
    if (usages == null || !usages.contains(side.usageId())) {
      boolean isOfOther = usages != null && usages.contains(side.other().usageId());
      String found =
          isOfOther
              ? side.other().usage()
              : usages == null ? "none" : Printable.text(String.join(", ", usages));
      return Optional.of(
          "expected the extended key usage %s, found %s".formatted(side.usage(), found));
    }
    if (!allows(certificate, DIGITAL_SIGNATURE)) {
      return Optional.of("expected the key usage digitalSignature, found it missing");
    }
    return Optional.empty();
  }

  /** Whether it is in force. */
  static Optional<String> problem(X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      return Optional.of("has expired at " + end);
    }
    return now.isBefore(begin)
        ? Optional.of("is not valid before " + begin + "; it is " + now + " here")
        : Optional.empty();
  }

  /** Whether it may be an authority's. */
  static Optional<String> authorityProblem(X509Certificate certificate) {
    if (certificate.getBasicConstraints() < 0 || !allows(certificate, SIGN_CERTIFICATES)) {
      return Optional.of("expected an authority's (a CA that may sign certificates)");
    }
    return Strength.problem(certificate.getPublicKey());
  }

  private static boolean allows(X509Certificate certificate, int usage) {
    boolean[] usages = certificate.getKeyUsage();
    return usages == null || usages[usage];
  }
}
