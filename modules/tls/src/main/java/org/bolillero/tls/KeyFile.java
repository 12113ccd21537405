package org.bolillero.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a private key, in PKCS#8 and not encrypted, from a PEM file that only its owner may read.
 */
final class KeyFile {
  private static final String EXPECTED = "a private key in PEM (PKCS#8, not encrypted)";

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KeyFile() {}

  /**
   * The key in the file.
   *
   * @param publicKey the public key that it must belong to
   * @param certificate where that stands
   */
  static PrivateKey read(Path file, PublicKey publicKey, Path certificate) throws TlsFileException {
    byte[] bytes = PemFile.bytes(file, EXPECTED);
    checkPermissions(file);
    byte[] der = pkcs8(file, PemFile.blocks(file, bytes, EXPECTED));
    Arrays.fill(bytes, (byte) 0);
    PrivateKey key;
    try {
      key =
          KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw foreign(file, publicKey, certificate, e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
    checkPair(file, key, publicKey, certificate);
    return key;
  }

  private static void checkPermissions(Path file) throws TlsFileException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return; // A file system without permissions for groups and others.
    }
    try {
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
        throw PemFile.wrong(
            file,
            "a key that only its owner may read and write",
            PosixFilePermissions.toString(permissions) + "; chmod 600 mends it");
      }
    } catch (IOException e) {
      throw PemFile.wrong(file, EXPECTED, "no permissions: " + e.getMessage(), e);
    }
  }

  private static byte[] pkcs8(Path file, List<PemFile.Block> blocks) throws TlsFileException {
    List<PemFile.Block> keys =
        blocks.stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
    if (keys.size() != 1) {
      String found =
          blocks.isEmpty()
              ? "no PEM"
              : keys.isEmpty() ? CertificateFile.labels(blocks) : keys.size() + " keys";
      throw PemFile.wrong(file, EXPECTED, found);
    }
    PemFile.Block key = keys.getFirst();
    return switch (key.label()) {
      case "PRIVATE KEY" -> key.der();
      case "ENCRYPTED PRIVATE KEY" ->
          throw PemFile.wrong(
              file, EXPECTED, "an encrypted key; 'openssl pkey -in FILE' writes it without");
      default ->
          throw PemFile.wrong(
              file,
              EXPECTED,
              "'%s', an older format; 'openssl pkcs8 -topk8 -nocrypt -in FILE' converts it"
                  .formatted(Printable.text(key.label())));
    };
  }

  /** What is signed with the one must be verified with the other. */
  private static void checkPair(Path file, PrivateKey key, PublicKey publicKey, Path certificate)
      throws TlsFileException {
    String algorithm = "SHA256with" + (publicKey.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    byte[] anything = new byte[32];
    new SecureRandom().nextBytes(anything);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(anything);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw foreign(file, publicKey, certificate, e);
    }
    throw PemFile.wrong(file, belonging(publicKey, certificate), "another key");
  }

  private static TlsFileException foreign(
      Path file, PublicKey publicKey, Path certificate, Throwable cause) {
    String found = "a key that is none of " + publicKey.getAlgorithm() + ", or another one";
    return PemFile.wrong(file, belonging(publicKey, certificate), found, cause);
  }

  private static String belonging(PublicKey publicKey, Path certificate) {
    return "the %s key of the certificate in %s".formatted(publicKey.getAlgorithm(), certificate);
  }
}
