package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

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

  /**
   * Makes a new token. When this returns it is in the folder, in place of an earlier one; nobody
   * else could read it at any time.
   */
  static AdminToken write(Path folder) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    AdminToken token = new AdminToken(folder.resolve(FILE), HexFormat.of().formatHex(random));
    token.write();
    return token;
  }

  private void write() throws IOException {
    // A start that was interrupted may have left it.
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(unfinished);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel out = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
      ByteBuffer line = ByteBuffer.wrap((secret + "\n").getBytes(US_ASCII));
      while (line.hasRemaining()) {
        out.write(line);
      }
      out.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      folder.force(true);
    }
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
