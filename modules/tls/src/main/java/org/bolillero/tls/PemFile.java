package org.bolillero.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads files of PEM (RFC 7468): blocks of base64 between a line {@code -----BEGIN LABEL-----} and
 * a line {@code -----END LABEL-----}. What stands around them is a comment.
 */
final class PemFile {
  private static final int BYTES_MAX = 16 * 1024 * 1024;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String RULE = "-----";

  /** One block: what it says to be, and its bytes. */
  static final class Block {
    private final String label;
    private final byte[] der;

    Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    String label() {
      return label;
    }

    /** The bytes themselves, so that those of a key can be wiped out. */
    byte[] der() {
      return der;
    }
  }

  private PemFile() {}

  /**
   * Reads the bytes of a file.
   *
   * @param expected what it should be, for whoever has to mend it
   */
  static byte[] bytes(Path file, String expected) throws TlsFileException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw wrong(file, expected, "more than " + BYTES_MAX + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw wrong(file, expected, "no such file", e);
    } catch (AccessDeniedException e) {
      throw wrong(file, expected, "a file that this user may not read", e);
    } catch (IOException e) {
      throw wrong(file, expected, "a file that cannot be read: " + e.getMessage(), e);
    }
  }

  /** The blocks in these bytes of a file, in their order; none if it is no PEM. */
  static List<Block> blocks(Path file, byte[] bytes, String expected) throws TlsFileException {
    List<Block> blocks = new ArrayList<>();
    String label = "";
    StringBuilder base64 = new StringBuilder();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
      String stripped = line.strip();
      if (label.isEmpty()) {
        label = label(stripped, BEGIN);
        base64.setLength(0);
      } else if (label.equals(label(stripped, END))) {
        blocks.add(new Block(label, decode(file, label, base64, expected)));
        label = "";
      } else if (stripped.indexOf(':') < 0) { // Headers of old formats, such as Proc-Type.
        base64.append(stripped);
      }
    }
    if (!label.isEmpty()) {
      throw wrong(file, expected, "a block " + Printable.text(label) + " without its end");
    }
    return blocks;
  }

  /** The label of a line that begins or ends a block; empty if it is another line. */
  private static String label(String line, String kind) {
    boolean isRule =
        line.length() > kind.length() + RULE.length()
            && line.startsWith(kind)
            && line.endsWith(RULE);
    return isRule ? line.substring(kind.length(), line.length() - RULE.length()) : "";
  }

  private static byte[] decode(Path file, String label, StringBuilder base64, String expected)
      throws TlsFileException {
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      String found = "a block " + Printable.text(label) + " that is no base64";
      throw wrong(file, expected, found, e);
    }
  }

  static TlsFileException wrong(Path file, String expected, String found) {
    return new TlsFileException("%s: expected %s, found %s".formatted(file, expected, found));
  }

  static TlsFileException wrong(Path file, String expected, String found, Throwable cause) {
    return new TlsFileException(
        "%s: expected %s, found %s".formatted(file, expected, found), cause);
  }
}
