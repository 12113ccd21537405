package org.bolillero.tls;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;

/** Which keys and signatures are strong enough. */
final class Strength {
  private static final int RSA_BITS_MIN = 2048;
  private static final int RSA_BITS_MAX = 8192; // One of more takes a processor too long.
  private static final int EC_BITS_MIN = 256;

  /** RSA and ECDSA with SHA-256, SHA-384 and SHA-512. */
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11",
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.10045.4.3.2",
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4");

  private Strength() {}

  /** What is too weak in a certificate, in words; empty if nothing is. */
  static Optional<String> problem(X509Certificate certificate) {
    Optional<String> ofKey = problem(certificate.getPublicKey());
    if (ofKey.isEmpty() && !SIGNATURES.contains(certificate.getSigAlgOID())) {
      return Optional.of(
          "expected a signature with SHA-256 or better by RSA or ECDSA, found "
              + Printable.text(certificate.getSigAlgName()));
    }
    return ofKey;
  }

  /** What is too weak in a key; the signature of an authority on itself does not matter. */
  static Optional<String> problem(PublicKey key) {
    String found =
        switch (key) {
          case RSAPublicKey rsa -> "RSA with " + rsa.getModulus().bitLength() + " bits";
          case ECPublicKey ec -> "EC with " + ec.getParams().getOrder().bitLength() + " bits";
          default -> key.getAlgorithm();
        };
    boolean isStrong =
        switch (key) {
          case RSAPublicKey rsa ->
              rsa.getModulus().bitLength() >= RSA_BITS_MIN
                  && rsa.getModulus().bitLength() <= RSA_BITS_MAX;
          case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= EC_BITS_MIN;
          default -> false;
        };
    return isStrong
        ? Optional.empty()
        : Optional.of(
            "expected a key of EC with %d bits or more, or of RSA with %d to %d, found %s"
                .formatted(EC_BITS_MIN, RSA_BITS_MIN, RSA_BITS_MAX, found));
  }
}
