package org.bolillero.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a PEM file. */
final class CertificateFile {
  private static final int CERTIFICATES_MAX = 1000;

  private CertificateFile() {}

  /**
   * All of them, in their order, at least one. Other blocks are passed over, so that a file may
   * hold a key, too.
   *
   * @param expected what the file should hold
   */
  static List<X509Certificate> read(Path file, String expected) throws TlsFileException {
    List<X509Certificate> certificates = new ArrayList<>();
    List<PemFile.Block> blocks = PemFile.blocks(file, PemFile.bytes(file, expected), expected);
    for (PemFile.Block block : blocks) {
      switch (block.label()) {
        case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(parse(file, block, expected));
        default -> {}
      }
    }
    if (certificates.isEmpty()) {
      String found = blocks.isEmpty() ? "no PEM" : labels(blocks);
      throw PemFile.wrong(file, expected, found);
    }
    if (certificates.size() > CERTIFICATES_MAX) {
      throw PemFile.wrong(file, expected, certificates.size() + " certificates");
    }
    return certificates;
  }

  static String labels(List<PemFile.Block> blocks) {
    return "only " + Printable.list(blocks.stream().map(PemFile.Block::label).distinct().toList());
  }

  private static X509Certificate parse(Path file, PemFile.Block block, String expected)
      throws TlsFileException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException e) {
      throw PemFile.wrong(file, expected, "a certificate that cannot be read", e);
    }
  }
}
