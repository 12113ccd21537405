package org.bolillero.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a file in PEM holds. What is wrong with a file is a {@link CommandException} with {@link
 * ExitCode#BAD_INPUT} that names it.
 */
record PemFile(Path path, List<Pem.Block> blocks) {
  /** Enough for the record of an authority with 100,000 certificates. */
  private static final long BYTES_MAX = 1L << 27;

  static PemFile read(Path path) throws CommandException {
    try {
      if (!Files.isRegularFile(path) && Files.exists(path)) {
        throw wrong(path, "expected a file", null);
      }
      if (Files.size(path) > BYTES_MAX) {
        throw wrong(path, "expected at most %d bytes, found more".formatted(BYTES_MAX), null);
      }
      List<Pem.Block> blocks = Pem.blocks(Files.readString(path, ISO_8859_1));
      if (blocks.isEmpty()) {
        throw wrong(path, "expected PEM (a line -----BEGIN …-----), found none", null);
      }
      return new PemFile(path, blocks);
    } catch (IOException e) {
      throw wrong(path, Reason.of(e), e);
    }
  }

  boolean has(String type) {
    return blocks.stream().anyMatch(block -> block.type().equals(type));
  }

  /** The only certificate that there is. */
  X509Certificate certificate() throws CommandException {
    require(Pem.CERTIFICATE, "a certificate", 1);
    return certificates().getFirst();
  }

  /** All certificates, at least one; what else there is does not count. */
  List<X509Certificate> certificates() throws CommandException {
    List<X509Certificate> all = new ArrayList<>();
    require(Pem.CERTIFICATE, "a certificate", Integer.MAX_VALUE);
    for (byte[] each : bytes(Pem.CERTIFICATE)) {
      try {
        all.add((X509Certificate) factory().generateCertificate(new ByteArrayInputStream(each)));
      } catch (GeneralSecurityException e) {
        throw wrong(path, "expected a certificate, found one that cannot be read", e);
      }
    }
    return all;
  }

  /** The only list of revocations that there is. */
  X509CRL revocations() throws CommandException {
    require(Pem.REVOCATIONS, "a list of revocations", 1);
    try {
      byte[] bytes = bytes(Pem.REVOCATIONS).getFirst();
      return (X509CRL) factory().generateCRL(new ByteArrayInputStream(bytes));
    } catch (GeneralSecurityException e) {
      throw wrong(path, "expected a list of revocations, found one that cannot be read", e);
    }
  }

  /** The only key that there is, of this algorithm. */
  PrivateKey key(String algorithm) throws CommandException {
    require(Pem.KEY, "a key in PKCS#8 that is not encrypted", 1);
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(bytes(Pem.KEY).getFirst()));
    } catch (GeneralSecurityException e) {
      throw wrong(path, "expected a key for %s, found another".formatted(algorithm), e);
    }
  }

  private void require(String type, String name, int most) throws CommandException {
    int found = bytes(type).size();
    if (found == 0 || found > most) {
      String what =
          found > most
              ? found + " of them"
              : blocks.stream()
                  .map(block -> "'" + block.type() + "'")
                  .distinct()
                  .collect(Collectors.joining(", "));
      throw wrong(path, "expected %s, found %s".formatted(name, what), null);
    }
  }

  private List<byte[]> bytes(String type) {
    return blocks.stream()
        .filter(block -> block.type().equals(type))
        .map(Pem.Block::bytes)
        .toList();
  }

  private static CertificateFactory factory() throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509");
  }

  /** A failure of this file. */
  CommandException wrong(String problem) {
    return wrong(path, problem, null);
  }

  private static CommandException wrong(Path path, String problem, @Nullable Exception cause) {
    String message = path + ": " + problem;
    return cause == null
        ? new CommandException(ExitCode.BAD_INPUT, message)
        : new CommandException(ExitCode.BAD_INPUT, message, cause);
  }
}
