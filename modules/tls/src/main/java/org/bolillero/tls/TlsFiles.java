package org.bolillero.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one end's certificates are, all in PEM.
 *
 * @param certificate the own certificate, followed by those between it and the authority's, if any
 * @param key its private key, in PKCS#8 and not encrypted, which only its owner may read
 * @param authority the certificates of the authorities whose certificates are trusted
 * @param revocations the lists of revoked certificates, in PEM or DER, if any are to be heeded
 */
public record TlsFiles(Path certificate, Path key, Path authority, Optional<Path> revocations) {
  /**
   * A client's files, by its three settings.
   *
   * @param certificate what {@code --tls-cert} names, if it is given
   * @param key what {@code --tls-key} names
   * @param authority what {@code --tls-ca} names
   * @return the files; empty if none of the settings is given
   * @throws IllegalArgumentException if only some of them are given; the message says which
   */
  public static Optional<TlsFiles> ofClient(
      Optional<Path> certificate, Optional<Path> key, Optional<Path> authority) {
    if (certificate.isPresent() && key.isPresent() && authority.isPresent()) {
      return Optional.of(
          new TlsFiles(certificate.get(), key.get(), authority.get(), Optional.empty()));
    }
    List<String> given = new ArrayList<>();
    certificate.ifPresent(file -> given.add("--tls-cert=" + file));
    key.ifPresent(file -> given.add("--tls-key=" + file));
    authority.ifPresent(file -> given.add("--tls-ca=" + file));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    throw new IllegalArgumentException(
        "expected --tls-cert, --tls-key and --tls-ca, or none of them; found only "
            + String.join(" and ", given));
  }
}
