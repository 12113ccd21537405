package org.bolillero.server;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.tls.Identity;
import org.bolillero.tls.IdentityException;
import org.bolillero.tls.TlsContext;

/** What the other end of a connection has shown of itself, and whom it may speak for by that. */
final class Credential {
  private final List<X509Certificate> chain;

  private Credential(List<X509Certificate> chain) {
    this.chain = chain;
  }

  /** That of a connection without certificates: whoever has it may speak for any agency. */
  static Credential ofAnybody() {
    return new Credential(List.of());
  }

  /** That of a connection whose other end has shown these certificates, its own first. */
  static Credential of(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("expected a certificate");
    }
    return new Credential(List.copyOf(chain));
  }

  /** Hangs up if whoever has this is not that agency. */
  void requireAgency(int agency) throws HangUpException {
    if (chain.isEmpty()) {
      return;
    }
    try {
      Identity identity = Identity.of(chain.getFirst());
      if (!identity.equals(new Identity.Agency(agency))) {
        throw forbidden(
            "expected the certificate of agency %d, found that of %s"
                .formatted(agency, name(identity)));
      }
    } catch (IdentityException e) {
      throw forbidden(
          "expected the certificate of agency %d: %s".formatted(agency, e.getMessage()));
    }
  }

  private static String name(Identity identity) {
    return switch (identity) {
      case Identity.Agency(int number) -> "agency " + number;
      case Identity.Official(String name) -> "official " + name;
      case Identity.Witness(String name) -> "witness " + name;
    };
  }

  /** Hangs up if the certificate is not good any more by what is in force now. */
  void requireGood(TlsContext inForce) throws HangUpException {
    if (chain.isEmpty()) {
      return;
    }
    try {
      inForce.check(chain);
    } catch (CertificateException e) {
      throw forbidden("the certificate is not good any more: " + e.getMessage());
    }
  }

  private static HangUpException forbidden(String text) {
    return new HangUpException(ErrorCode.FORBIDDEN, text);
  }
}
