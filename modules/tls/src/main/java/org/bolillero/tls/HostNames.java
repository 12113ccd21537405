package org.bolillero.tls;

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks that an office's certificate has the name or the address by which it was called (RFC
 * 9525). Only subject alternative names count, never the common name.
 */
final class HostNames {
  private HostNames() {}

  static void check(X509Certificate certificate, String host) throws CertificateException {
    if (!matches(certificate, host)) {
      String names = CertificateWords.names(certificate);
      throw new CertificateException(
          "%s: expected one for '%s', found one for %s"
              .formatted(
                  CertificateWords.of(certificate),
                  Printable.text(host),
                  names.isEmpty() ? "no name and no address" : names));
    }
  }

  private static boolean matches(X509Certificate certificate, String host) {
    Optional<InetAddress> address = address(host);
    if (address.isPresent()) {
      return CertificateWords.addresses(certificate).stream()
          .anyMatch(text -> address(text).equals(address));
    }
    String called = withoutDot(host.toLowerCase(Locale.ROOT));
    List<String> names = CertificateWords.dnsNames(certificate);
    return names.stream().anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), called));
  }

  /** A star stands for the whole first label, and at least two labels follow it. */
  private static boolean matches(String name, String called) {
    if (!name.startsWith("*.")) {
      return !called.isEmpty() && withoutDot(name).equals(called);
    }
    int firstDot = called.indexOf('.');
    String parent = name.substring(1);
    return firstDot > 0
        && parent.indexOf('.', 1) > 0
        && withoutDot(parent).equals(called.substring(firstDot));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The address that is written here; no name is ever looked up. */
  private static Optional<InetAddress> address(String text) {
    boolean isInBrackets = text.startsWith("[") && text.endsWith("]");
    String literal = isInBrackets ? text.substring(1, text.length() - 1) : text;
    int zone = literal.indexOf('%');
    try {
      return Optional.of(InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
