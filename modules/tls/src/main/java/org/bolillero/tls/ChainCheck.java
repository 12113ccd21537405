package org.bolillero.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Checks the certificates that the other end has shown: that they lead to an authority, are in
 * force, strong, good for that end and not revoked. Whose they are is not its question.
 *
 * <p>Any thread may use it.
 *
 * @param authorities who is trusted
 * @param revocations what they have revoked
 * @param peer which end shows the certificates
 * @param clock the time
 */
record ChainCheck(
    Authorities authorities, RevocationLists revocations, Side peer, InstantSource clock) {

  /**
   * Checks a chain.
   *
   * @param chain the end's own certificate, each followed by its issuer's
   * @throws CertificateException if it is not good; the message names the certificate and says why,
   *     and the cause has a reason for the alert that TLS sends
   */
  void check(List<X509Certificate> chain) throws CertificateException {
    if (chain.isEmpty()) {
      throw new CertificateException("expected a certificate, found none");
    }
    X509Certificate first = chain.getFirst();
    Optional<String> unfit = CertificateRules.problem(first, peer);
    List<X509Certificate> path = path(chain);
    Instant now = clock.instant();
    X509Certificate authority = validate(path, now);
    if (unfit.isPresent()) {
      throw refused(first, unfit.get(), BasicReason.ALGORITHM_CONSTRAINED);
    }
    for (X509Certificate certificate : path) {
      checkIssued(certificate, authority, now);
    }
  }

  /** What is sent is in order, so it is followed until somebody whom an authority vouches for. */
  private List<X509Certificate> path(List<X509Certificate> chain) throws CertificateException {
    for (int i = 0; i < chain.size(); i++) {
      if (!authorities.named(chain.get(i).getIssuerX500Principal()).isEmpty()) {
        return chain.subList(0, i + 1);
      }
    }
    X509Certificate last = chain.getLast();
    boolean isOwnIssuer = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    throw refused(
        chain.getFirst(),
        "expected one by an authority of %s, found one by %s"
            .formatted(
                authorities.file(),
                isOwnIssuer && chain.size() == 1
                    ? "itself"
                    : CertificateWords.name(last.getIssuerX500Principal())),
        PKIXReason.NO_TRUST_ANCHOR);
  }

  /** The authority that vouches for the last of the path, and so for all of it. */
  private X509Certificate validate(List<X509Certificate> path, Instant now)
      throws CertificateException {
    List<X509Certificate> named = authorities.named(path.getLast().getIssuerX500Principal());
    try {
      PKIXParameters parameters = new PKIXParameters(Authorities.anchors(named));
      parameters.setRevocationEnabled(false); // See checkIssued: only the given lists count.
      parameters.setDate(Date.from(now));
      CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
      var result =
          (PKIXCertPathValidatorResult)
              CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
      return result.getTrustAnchor().getTrustedCert();
    } catch (CertPathValidatorException e) {
      throw refused(path, e, now);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          CertificateWords.of(path.getFirst()) + " cannot be checked: " + e.getMessage(), e);
    }
  }

  private void checkIssued(X509Certificate certificate, X509Certificate authority, Instant now)
      throws CertificateException {
    Optional<String> weak = Strength.problem(certificate);
    if (weak.isPresent()) {
      throw refused(certificate, weak.get(), BasicReason.ALGORITHM_CONSTRAINED);
    }
    if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return; // Issued by one that was sent, and an authority's lists know only its own.
    }
    Optional<String> late = CertificateRules.problem(authority, now);
    if (late.isPresent()) {
      throw refused(authority, late.get(), BasicReason.EXPIRED);
    }
    Optional<String> revoked = revocations.problem(certificate, authority, now);
    if (revoked.isPresent()) {
      throw refused(certificate, revoked.get(), BasicReason.REVOKED);
    }
  }

  private CertificateException refused(
      List<X509Certificate> path, CertPathValidatorException why, Instant now) {
    X509Certificate which = path.get(Math.max(0, why.getIndex()));
    Optional<String> late = CertificateRules.problem(which, now);
    Optional<String> weak = Strength.problem(which);
    String problem;
    if (why.getReason() == BasicReason.INVALID_SIGNATURE
        || why.getReason() == PKIXReason.NO_TRUST_ANCHOR) {
      problem =
          "expected it to be signed with the key of %s in %s, found another signature"
              .formatted(CertificateWords.name(which.getIssuerX500Principal()), authorities.file());
    } else if (late.isPresent()) {
      problem = late.get();
    } else if (weak.isPresent()) {
      problem = weak.get();
    } else {
      problem = Printable.text(String.valueOf(why.getMessage()));
    }
    return refused(which, problem, why.getReason());
  }

  private static CertificateException refused(
      X509Certificate certificate, String problem, CertPathValidatorException.Reason reason) {
    String message = CertificateWords.of(certificate) + ": " + problem;
    return new CertificateException(
        message, new CertPathValidatorException(message, null, null, -1, reason));
  }
}
