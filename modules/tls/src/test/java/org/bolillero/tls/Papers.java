package org.bolillero.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;

/** The certificates of an office and its agencies, by one authority, in a folder of their own. */
final class Papers {
  final Path folder;
  final TestAuthority authority = TestAuthority.named("authority");
  final TestCertificate agency = authority.agency(5).issue();
  private int count;

  Papers(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "papers");
    authority.writeTo(folder, "ca");
  }

  /** The files of somebody with this certificate, who trusts the authority. */
  TlsFiles of(TestCertificate certificate) {
    return of(certificate, folder.resolve("ca.pem"));
  }

  TlsFiles of(TestCertificate certificate, Path authorities) {
    count++;
    try {
      TestFiles files = certificate.writeTo(folder, "own-" + count);
      return new TlsFiles(files.certificate(), files.key(), authorities, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TlsFiles officeFiles() {
    return of(authority.office("localhost", "127.0.0.1").issue());
  }

  TlsContext office() {
    return office(officeFiles());
  }

  TlsContext agency() {
    return client(of(agency));
  }

  static TlsContext office(TlsFiles files) {
    return context(files, Side.OFFICE);
  }

  static TlsContext client(TlsFiles files) {
    return context(files, Side.CLIENT);
  }

  private static TlsContext context(TlsFiles files, Side side) {
    try {
      return TlsContext.of(files, side, InstantSource.system());
    } catch (TlsFileException e) {
      throw new IllegalStateException(e);
    }
  }
}
