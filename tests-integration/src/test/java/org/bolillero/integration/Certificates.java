package org.bolillero.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.pki.testing.WantedCertificate;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an office and its agencies, as options of their commands; or none. Any thread
 * may use them.
 */
final class Certificates {
  /** Everybody speaks plain. */
  static final Certificates NONE = new Certificates(Path.of(""), List.of(), null);

  private final Path folder;
  private final List<String> ofOffice;
  private final @Nullable Issuer issuer;

  // Guarded by this.
  private final Map<Integer, TestFiles> ofAgencies = new HashMap<>();
  private final Map<Integer, TlsContext> contexts = new HashMap<>();

  /** Who issues those of agencies, and the keys of all of them: making keys takes time. */
  private record Issuer(TestAuthority authority, KeyPair keys) {
    WantedCertificate agency(int number) {
      return authority.agency(number).keys(keys);
    }
  }

  private Certificates(Path folder, List<String> ofOffice, @Nullable Issuer issuer) {
    this.folder = folder;
    this.ofOffice = ofOffice;
    this.issuer = issuer;
  }

  /** Those of a new authority, in a folder. */
  static Certificates in(Path folder) throws IOException {
    TestAuthority authority = TestAuthority.named("lottery");
    authority.writeTo(folder, "ca");
    TestFiles office = authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    KeyPair keys = authority.agency(1).issue().keys();
    return new Certificates(folder, options(folder, office), new Issuer(authority, keys));
  }

  List<String> ofOffice() {
    return ofOffice;
  }

  /** A good certificate of an agency, always the same one. */
  synchronized List<String> ofAgency(int agency) {
    return issuer == null ? List.of() : options(folder, files(issuer, agency));
  }

  /** Any certificate, in files of this name. */
  List<String> of(WantedCertificate wanted, String name) {
    return options(folder, written(wanted, name));
  }

  /** What an agency speaks through, not connected yet. */
  Socket socket(int agency) throws IOException {
    Optional<TlsContext> context = context(agency);
    return context.isPresent() ? new TlsSocket(context.get()) : new Socket();
  }

  private synchronized Optional<TlsContext> context(int agency) {
    Issuer some = issuer;
    return some == null
        ? Optional.empty()
        : Optional.of(contexts.computeIfAbsent(agency, number -> context(files(some, number))));
  }

  private TlsContext context(TestFiles files) {
    try {
      return TlsContext.ofClient(
          new TlsFiles(
              files.certificate(), files.key(), folder.resolve("ca.pem"), Optional.empty()));
    } catch (TlsFileException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestFiles files(Issuer from, int agency) {
    return ofAgencies.computeIfAbsent(
        agency, number -> written(from.agency(number), "agency-" + number));
  }

  private TestFiles written(WantedCertificate wanted, String name) {
    try {
      return wanted.issue().writeTo(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> options(Path folder, TestFiles files) {
    return List.of(
        "--tls-cert=" + files.certificate(),
        "--tls-key=" + files.key(),
        "--tls-ca=" + folder.resolve("ca.pem"));
  }
}
