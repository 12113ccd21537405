package org.bolillero.pki;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** A certificate in words. Whoever made it may have written anything into it. */
record CertificateText(X509Certificate certificate) {
  static final String SERVER = "1.3.6.1.5.5.7.3.1";
  static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;
  private static final String NOTHING = "-";
  private static final String PREFIX = "urn:bolillero:";

  static String subject(X509Certificate certificate) {
    return name(certificate.getSubjectX500Principal());
  }

  static String name(X500Principal principal) {
    return visible(principal.getName());
  }

  static String number(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  /** Whom it speaks for: all URIs, of which there must be one that counts. */
  String identity() {
    List<String> uris = names(URI);
    long counting =
        uris.stream().filter(uri -> uri.toLowerCase(Locale.ROOT).startsWith(PREFIX)).count();
    String all = uris.isEmpty() ? NOTHING : String.join(", ", uris);
    return counting > 1 ? all + " (nobody: there must be one)" : all;
  }

  /** The names and addresses of a machine. */
  String names() {
    return hosts().isEmpty() ? NOTHING : String.join(", ", hosts());
  }

  /** Whether these are the names and addresses of the machine, in any order. */
  boolean isFor(Collection<String> names) {
    return Set.copyOf(hosts()).equals(Set.copyOf(names));
  }

  private List<String> hosts() {
    List<String> hosts = new ArrayList<>(names(DNS));
    hosts.addAll(names(ADDRESS));
    return hosts;
  }

  private List<String> names(int type) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(each -> each.get(0).equals(type))
              .map(each -> visible(String.valueOf(each.get(1))))
              .toList();
    } catch (CertificateParsingException _) {
      return List.of("(unreadable)");
    }
  }

  /** What it may be used for. */
  String uses() {
    if (certificate.getBasicConstraints() >= 0) {
      return "authority";
    }
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses == null
          ? "anything"
          : uses.stream().map(CertificateText::use).collect(Collectors.joining(", "));
    } catch (CertificateParsingException _) {
      return "(unreadable)";
    }
  }

  private static String use(String oid) {
    return switch (oid) {
      case SERVER -> "server (an office)";
      case CLIENT -> "client (an agency, an official)";
      default -> oid;
    };
  }

  String key() {
    PublicKey key = certificate.getPublicKey();
    int bits =
        switch (key) {
          case ECKey ec -> ec.getParams().getOrder().bitLength();
          case RSAKey rsa -> rsa.getModulus().bitLength();
          default -> 0;
        };
    return key.getAlgorithm() + (bits == 0 ? "" : ", " + bits + " bits");
  }

  /** By which people can compare it over the telephone. */
  String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String visible(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
