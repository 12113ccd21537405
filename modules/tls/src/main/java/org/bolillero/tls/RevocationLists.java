package org.bolillero.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which certificates their authorities have revoked: the newest list of each that has one. */
final class RevocationLists {
  private static final String EXPECTED = "lists of revoked certificates (CRL) in PEM or DER";
  private static final int SIGN_LISTS = 6;

  /** The list of each authority, by its certificate. */
  private final Map<X509Certificate, X509CRL> lists;

  private RevocationLists(Map<X509Certificate, X509CRL> lists) {
    this.lists = lists;
  }

  static RevocationLists none() {
    return new RevocationLists(Map.of());
  }

  /** Reads lists of these authorities. None of them may be out of date. */
  static RevocationLists read(Path file, Authorities authorities, Instant now)
      throws TlsFileException {
    byte[] bytes = PemFile.bytes(file, EXPECTED);
    List<byte[]> encoded = new ArrayList<>();
    for (PemFile.Block block : PemFile.blocks(file, bytes, EXPECTED)) {
      if (block.label().equals("X509 CRL")) {
        encoded.add(block.der());
      }
    }
    if (encoded.isEmpty()) {
      encoded.add(bytes);
    }
    Map<X509Certificate, X509CRL> lists = new LinkedHashMap<>();
    for (byte[] der : encoded) {
      X509CRL list = parse(file, der);
      lists.merge(author(file, list, authorities), list, RevocationLists::newer);
    }
    RevocationLists read = new RevocationLists(lists);
    for (X509Certificate author : lists.keySet()) {
      Optional<String> problem = read.problemOfList(author, now);
      if (problem.isPresent()) {
        throw new TlsFileException(file + ": " + problem.get());
      }
    }
    return read;
  }

  private static X509CRL parse(Path file, byte[] der) throws TlsFileException {
    X509CRL list;
    try {
      list =
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    } catch (CertificateException | CRLException e) {
      throw PemFile.wrong(file, EXPECTED, "something that cannot be read as one", e);
    }
    if (list.getCriticalExtensionOIDs() != null && !list.getCriticalExtensionOIDs().isEmpty()) {
      throw PemFile.wrong(
          file,
          "complete lists of their own authority's certificates",
          "one with the critical extension " + String.join(", ", list.getCriticalExtensionOIDs()));
    }
    if (list.getNextUpdate() == null) {
      throw PemFile.wrong(file, EXPECTED, "one that does not say when there will be the next");
    }
    return list;
  }

  /** The authority that has signed it. */
  private static X509Certificate author(Path file, X509CRL list, Authorities authorities)
      throws TlsFileException {
    for (X509Certificate authority : authorities.named(list.getIssuerX500Principal())) {
      boolean[] usages = authority.getKeyUsage();
      if (usages == null || usages[SIGN_LISTS]) {
        try {
          list.verify(authority.getPublicKey());
          return authority;
        } catch (GeneralSecurityException _) {
          // Another authority of that name may have signed it.
        }
      }
    }
    throw PemFile.wrong(
        file,
        "lists that are signed by authorities of " + authorities.file(),
        "one of " + CertificateWords.name(list.getIssuerX500Principal()) + " that is not");
  }

  private static X509CRL newer(X509CRL one, X509CRL other) {
    return one.getThisUpdate().toInstant().isAfter(other.getThisUpdate().toInstant()) ? one : other;
  }

  /** Why a certificate of this authority cannot be trusted by its list, in words. */
  Optional<String> problem(X509Certificate certificate, X509Certificate authority, Instant now) {
    X509CRL list = lists.get(authority);
    if (list == null) {
      return Optional.empty();
    }
    X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
    if (entry != null) {
      return Optional.of("was revoked at " + entry.getRevocationDate().toInstant());
    }
    return problemOfList(authority, now);
  }

  private Optional<String> problemOfList(X509Certificate author, Instant now) {
    Instant next = list(author).getNextUpdate().toInstant();
    Instant begin = list(author).getThisUpdate().toInstant();
    String of = "the list of revoked certificates of " + name(author);
    if (now.isAfter(next)) {
      return Optional.of(of + " is out of date since " + next);
    }
    return now.isBefore(begin)
        ? Optional.of("%s is not valid before %s; it is %s here".formatted(of, begin, now))
        : Optional.empty();
  }

  List<X509Certificate> authors() {
    return List.copyOf(lists.keySet());
  }

  /** The list of an author. */
  X509CRL list(X509Certificate author) {
    X509CRL list = lists.get(author);
    if (list == null) {
      throw new IllegalArgumentException("no list of " + name(author));
    }
    return list;
  }

  private static String name(X509Certificate certificate) {
    return CertificateWords.name(certificate.getSubjectX500Principal());
  }
}
