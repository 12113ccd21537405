package org.bolillero.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.pki.testing.WantedCertificate;
import org.jspecify.annotations.Nullable;

/** The certificates of an office and its agencies, as options of their commands; or none. */
final class Certificates {
  /** Everybody speaks plain. */
  static final Certificates NONE = new Certificates();

  private final List<String> ofOffice;
  private final @Nullable TestAuthority authority;
  private final Path folder;
  private final Map<Integer, List<String>> ofAgencies = new HashMap<>();

  private Certificates() {
    this.ofOffice = List.of();
    this.authority = null;
    this.folder = Path.of("");
  }

  /** Those of a new authority, in a folder. */
  Certificates(Path folder) throws IOException {
    this.folder = folder;
    TestAuthority made = TestAuthority.named("lottery");
    made.writeTo(folder, "ca");
    TestFiles office = made.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    this.ofOffice = options(office);
    this.authority = made;
  }

  List<String> ofOffice() {
    return ofOffice;
  }

  /** A good certificate of an agency, always the same one. Any thread may ask. */
  synchronized List<String> ofAgency(int agency) {
    TestAuthority made = authority;
    return made == null
        ? List.of()
        : ofAgencies.computeIfAbsent(agency, id -> of(made.agency(id), "agency-" + id));
  }

  /** Any certificate, in files of this name. */
  List<String> of(WantedCertificate wanted, String name) {
    try {
      return options(wanted.issue().writeTo(folder, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> options(TestFiles files) {
    return List.of(
        "--tls-cert=" + files.certificate(),
        "--tls-key=" + files.key(),
        "--tls-ca=" + folder.resolve("ca.pem"));
  }
}
