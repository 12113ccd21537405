package org.bolillero.pki.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes PEM. */
final class Pem {
  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  static String text(String type, byte[] content) {
    String body =
        Base64.getMimeEncoder(LINE_CHARACTERS, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }

  static String text(X509Certificate certificate) {
    try {
      return text("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path write(Path file, X509Certificate certificate) throws IOException {
    return Files.writeString(file, text(certificate));
  }
}
