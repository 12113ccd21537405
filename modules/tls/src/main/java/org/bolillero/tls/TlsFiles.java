package org.bolillero.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one end's certificates are, all in PEM.
 *
 * @param certificate the own certificate, followed by those between it and the authority's, if any
 * @param key its private key, in PKCS#8 and not encrypted, which only its owner may read
 * @param authority the certificates of the authorities whose certificates are trusted
 * @param revocations the lists of revoked certificates, in PEM or DER, if any are to be heeded
 */
public record TlsFiles(Path certificate, Path key, Path authority, Optional<Path> revocations) {}
