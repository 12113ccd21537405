package org.bolillero.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Names a certificate to a person. */
final class CertificateWords {
  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;

  private CertificateWords() {}

  /** Whose it is, with its identity or names: {@code the certificate of CN=… (…)}. */
  static String of(X509Certificate certificate) {
    String names = names(certificate);
    return "the certificate of "
        + name(certificate.getSubjectX500Principal())
        + (names.isEmpty() ? "" : " (" + names + ")");
  }

  static String name(X500Principal principal) {
    String name = principal.getName();
    return name.isEmpty() ? "nobody" : Printable.text(name);
  }

  /** The identity, or the names and addresses, that it vouches for. */
  static String names(X509Certificate certificate) {
    List<String> names = alternatives(certificate, URI);
    names.addAll(alternatives(certificate, DNS_NAME));
    names.addAll(alternatives(certificate, ADDRESS));
    return Printable.text(String.join(", ", names));
  }

  static List<String> dnsNames(X509Certificate certificate) {
    return alternatives(certificate, DNS_NAME);
  }

  static List<String> addresses(X509Certificate certificate) {
    return alternatives(certificate, ADDRESS);
  }

  private static List<String> alternatives(X509Certificate certificate, int kind) {
    List<String> found = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (name.get(0).equals(kind) && name.get(1) instanceof String text) {
            found.add(text);
          }
        }
      }
    } catch (CertificateParsingException _) {
      // Names that cannot be read are none; whoever needs them finds them missing.
    }
    return found;
  }
}
