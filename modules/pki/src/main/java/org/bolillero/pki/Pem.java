package org.bolillero.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text around bytes, as RFC 7468 has it. */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String REVOCATIONS = "X509 CRL";
  static final String KEY = "PRIVATE KEY";

  private static final int LINE_CHARACTERS = 64;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*+)-----END \\1-----");

  /** Something in a file; where it cannot be read, its bytes are empty. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Block(String type, byte[] bytes) {}

  private Pem() {}

  static String text(X509Certificate certificate) {
    try {
      return text(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("made of bytes, and yet without bytes", e);
    }
  }

  static String text(X509CRL revocations) {
    try {
      return text(REVOCATIONS, revocations.getEncoded());
    } catch (CRLException e) {
      throw new IllegalStateException("made of bytes, and yet without bytes", e);
    }
  }

  static String text(String type, byte[] bytes) {
    byte[] newLine = "\n".getBytes(US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            type, Base64.getMimeEncoder(LINE_CHARACTERS, newLine).encodeToString(bytes), type);
  }

  /** All blocks of a text, in order; what stands around them does not count. */
  static List<Block> blocks(String text) {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), bytes(found.group(2))))
        .toList();
  }

  private static byte[] bytes(String body) {
    Matcher blanks = Pattern.compile("\\s++").matcher(body);
    try {
      return Base64.getDecoder().decode(blanks.replaceAll(""));
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
