package org.bolillero.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Reads an {@link Identity} from a certificate's URIs. */
final class IdentityUris {
  static final String PREFIX = "urn:bolillero:";
  static final String AGENCY = PREFIX + "agency:";
  static final String OFFICIAL = PREFIX + "official:";
  static final String WITNESS = PREFIX + "witness:";

  private static final int NAME_MAX = 64;
  private static final int DIGITS_MAX = 10;

  /** What RFC 5280 calls a uniformResourceIdentifier among the general names. */
  private static final int URI = 6;

  private IdentityUris() {}

  static Identity read(X509Certificate certificate) throws IdentityException {
    List<String> uris = ours(certificate);
    if (uris.size() != 1) {
      throw new IdentityException(
          "expected exactly one URI %s… in the certificate, found %s"
              .formatted(PREFIX, uris.isEmpty() ? "none" : Printable.list(uris)));
    }
    return parse(uris.getFirst());
  }

  /** Whether none is in it; not if that cannot be read. */
  static boolean isNone(X509Certificate certificate) {
    try {
      return ours(certificate).isEmpty();
    } catch (IdentityException _) {
      return false;
    }
  }

  /** The URIs that are meant to be an identity, as whoever issued the certificate wrote them. */
  private static List<String> ours(X509Certificate certificate) throws IdentityException {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      throw new IdentityException(
          "expected subject alternative names in the certificate, found some that cannot be read");
    }
    List<String> found = new ArrayList<>();
    if (names != null) {
      for (List<?> name : names) {
        if (name.get(0).equals(URI)
            && name.get(1) instanceof String uri
            && uri.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
          found.add(uri);
        }
      }
    }
    return found;
  }

  private static Identity parse(String uri) throws IdentityException {
    try {
      if (uri.startsWith(AGENCY)) {
        return new Identity.Agency(number(uri.substring(AGENCY.length())));
      }
      if (uri.startsWith(OFFICIAL)) {
        return new Identity.Official(uri.substring(OFFICIAL.length()));
      }
      if (uri.startsWith(WITNESS)) {
        return new Identity.Witness(uri.substring(WITNESS.length()));
      }
    } catch (IllegalArgumentException notOne) {
      throw new IdentityException(notOne.getMessage() + ", in '" + Printable.text(uri) + "'");
    }
    throw new IdentityException(
        "expected %sNUMBER, %sNAME or %sNAME in the certificate, found '%s'"
            .formatted(AGENCY, OFFICIAL, WITNESS, Printable.text(uri)));
  }

  /** Only one spelling of a number is one, so that two agencies never look alike. */
  private static int number(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= DIGITS_MAX
            && digits.charAt(0) != '0'
            && digits.chars().allMatch(IdentityUris::isDigit);
    if (!plain || Long.parseLong(digits) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected an agency's number from 1 to " + Integer.MAX_VALUE);
    }
    return Integer.parseInt(digits);
  }

  static void checkName(String name) {
    if (name.isEmpty()
        || name.length() > NAME_MAX
        || !name.chars().allMatch(IdentityUris::isOfName)) {
      throw new IllegalArgumentException(
          "expected a name of 1 to %d small letters, digits, dots, hyphens and underscores"
              .formatted(NAME_MAX));
    }
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z') || isDigit(c) || c == '.' || c == '-' || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
