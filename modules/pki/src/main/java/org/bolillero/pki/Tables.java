package org.bolillero.pki;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints certificates and lists of revocations for people. */
record Tables(PrintWriter out, Until until) {
  private static final String LINE = "%-12s %s%n";

  /** All fields of a certificate that count here. */
  void printCertificate(
      Path file, int place, int places, X509Certificate certificate, Optional<X509CRL> list) {
    CertificateText text = new CertificateText(certificate);
    if (place > 1) {
      out.println();
    }
    out.printf(LINE, "file", places == 1 ? file : file + " (%d of %d)".formatted(place, places));
    out.printf(LINE, "state", state(certificate, list));
    out.printf(LINE, "subject", CertificateText.subject(certificate));
    out.printf(LINE, "identity", text.identity());
    out.printf(LINE, "names", text.names());
    out.printf(LINE, "good as", text.uses());
    out.printf(LINE, "from", until.time(certificate.getNotBefore().toInstant()));
    Instant end = certificate.getNotAfter().toInstant();
    out.printf(LINE, "until", until.time(end) + " (" + until.distance(end) + ")");
    out.printf(LINE, "issuer", CertificateText.name(certificate.getIssuerX500Principal()));
    out.printf(LINE, "number", CertificateText.number(certificate));
    out.printf(LINE, "key", text.key());
    out.printf(LINE, "signature", certificate.getSigAlgName());
    out.printf(LINE, "SHA-256", text.fingerprint());
  }

  /** A list, and all that is on it. */
  void printRevocations(Path file, X509CRL list) {
    out.printf(LINE, "file", file);
    out.printf(LINE, "issuer", CertificateText.name(list.getIssuerX500Principal()));
    out.printf(LINE, "from", until.time(list.getThisUpdate().toInstant()));
    if (list.getNextUpdate() == null) {
      out.printf(LINE, "until", "(it does not say)");
    } else {
      Instant end = list.getNextUpdate().toInstant();
      out.printf(LINE, "until", until.time(end) + " (" + until.distance(end) + ")");
    }
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    out.printf(LINE, "revoked", entries == null ? 0 : entries.size());
    if (entries != null) {
      entries.stream()
          .sorted(Comparator.comparing(X509CRLEntry::getRevocationDate))
          .forEach(this::printEntry);
    }
  }

  private void printEntry(X509CRLEntry entry) {
    BigInteger number = entry.getSerialNumber();
    out.printf(
        LINE, "", number.toString(16) + "  " + until.time(entry.getRevocationDate().toInstant()));
  }

  /** An authority, its list, and the latest certificate of each key that it has issued one for. */
  void printAuthority(X509Certificate own, List<X509Certificate> issued, X509CRL list) {
    Map<PublicKey, X509Certificate> latest = new LinkedHashMap<>();
    issued.forEach(each -> latest.put(each.getPublicKey(), each));
    latest.put(own.getPublicKey(), own);
    out.printf("%-25s  %-14s  %-7s  %s%n", "until", "", "state", "subject");
    latest.values().stream()
        .sorted(Comparator.comparing(X509Certificate::getNotAfter))
        .forEach(each -> printRow(each, list));
  }

  private void printRow(X509Certificate certificate, X509CRL list) {
    Instant end = certificate.getNotAfter().toInstant();
    String state = state(certificate, Optional.of(list));
    out.printf(
        "%-25s  %-14s  %-7s  %s%n",
        until.time(end), until.distance(end), state, CertificateText.subject(certificate));
  }

  private String state(X509Certificate certificate, Optional<X509CRL> list) {
    Instant now = until.clock().instant();
    boolean isRevoked =
        list.filter(
                each -> each.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
            .map(each -> each.isRevoked(certificate))
            .orElse(false);
    if (isRevoked) {
      return "revoked";
    }
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      return "ended";
    }
    return certificate.getNotBefore().toInstant().isAfter(now) ? "not yet" : "good";
  }
}
