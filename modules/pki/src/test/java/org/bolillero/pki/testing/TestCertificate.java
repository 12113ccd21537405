package org.bolillero.pki.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate and its key.
 *
 * @param chain the certificate first, and then those of the authorities between it and the root
 * @param keys its keys
 */
public record TestCertificate(List<X509Certificate> chain, KeyPair keys) {
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Writes {@code NAME.pem} and {@code NAME.key}, which only its owner can read. */
  public TestFiles writeTo(Path folder, String name) throws IOException {
    return new TestFiles(
        Files.writeString(folder.resolve(name + ".pem"), certificatePem()),
        writeKey(folder.resolve(name + ".key"), "rw-------"));
  }

  /** Writes the key alone, with permissions such as {@code rw-r-----}, which are wrong. */
  public Path writeKey(Path file, String permissions) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, keyPem());
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** What stands in the file: the chain without the root. */
  public String certificatePem() {
    return chain.stream().map(Pem::text).collect(Collectors.joining());
  }

  /** The key as PKCS#8. */
  public String keyPem() {
    return Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded());
  }
}
