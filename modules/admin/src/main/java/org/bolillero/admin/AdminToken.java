package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bolillero.storage.DurableFiles;

/**
 * The secret that stands for the right to decide: whoever can read its file is an official.
 *
 * <p>It is another one after each start. The file belongs to the office that holds the lock of the
 * folder.
 */
final class AdminToken {
  /** The name of its file. */
  static final String FILE = "admin.token";

  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final Path file;
  private final String secret;

  private AdminToken(Path file, String secret) {
    this.file = file;
    this.secret = secret;
  }

  /** Makes a new token, which nobody knows yet. */
  static AdminToken in(Path folder) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new AdminToken(folder.resolve(FILE), HexFormat.of().formatHex(random));
  }

  /**
   * Writes the file. When this returns it has this token, in place of an earlier one; nobody else
   * could read it at any time.
   */
  void write() throws IOException {
    DurableFiles.replace(file, US_ASCII.encode(secret + "\n"));
  }

  /**
   * Whether the value of an {@code Authorization} header has this token. Takes as long for any of
   * its length.
   */
  boolean isIn(String authorization) {
    boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String found = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
    return MessageDigest.isEqual(found.getBytes(US_ASCII), secret.getBytes(US_ASCII));
  }

  /** Deletes the file, so that nobody takes an old token for one that is good. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
