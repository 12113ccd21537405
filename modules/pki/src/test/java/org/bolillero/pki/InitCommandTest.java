package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bolillero.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitCommandTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private static final List<String> ALL =
      List.of("ca.key", "ca.pem", "crl.pem", "issued.pem", "office.key", "office.pem");

  @TempDir private Path folder;

  @Test
  void allFilesAreThereAndOnlyTheirOwnerReadsThem() throws Exception {
    Path authority = folder.resolve("authority");

    String out = Tls.ok("init", authority, "--office", "office.example");

    assertEquals(ALL, names(authority));
    assertEquals("rwx------", permissions(authority));
    assertEquals("rw-------", permissions(authority.resolve("ca.key")));
    assertEquals("rw-------", permissions(authority.resolve("office.key")));
    List<String> lines = out.lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().startsWith(authority.resolve("ca.pem") + " until "));
    assertTrue(lines.getLast().startsWith(authority.resolve("office.pem") + " until "));
  }

  @Test
  void theAuthorityMayOnlyIssueAndRevokeAndLastsTenYears() throws Exception {
    X509Certificate own = Tls.certificate(made("office.example").resolve("ca.pem"));

    own.verify(own.getPublicKey());
    assertEquals(0, own.getBasicConstraints());
    assertTrue(
        own.getSubjectX500Principal()
            .getName()
            .matches("CN=authority [0-9a-f]{8} of office\\.example"));
    boolean[] usage = own.getKeyUsage();
    assertTrue(usage[5] && usage[6] && !usage[0]);
    assertEquals(256, ((ECKey) own.getPublicKey()).getParams().getOrder().bitLength());
    assertLasts(3650, own);
  }

  @Test
  void theOfficeHasItsNamesAndAddressesAndIsAServerOnly() throws Exception {
    Path authority = made("Office.Example", "localhost,192.0.2.7", "::1");
    X509Certificate office = Tls.certificate(authority.resolve("office.pem"));

    assertEquals(
        List.of(
            List.of(2, "office.example"),
            List.of(2, "localhost"),
            List.of(7, "192.0.2.7"),
            List.of(7, "0:0:0:0:0:0:0:1")),
        List.copyOf(office.getSubjectAlternativeNames()));
    assertEquals(List.of(CertificateText.SERVER), office.getExtendedKeyUsage());
    assertEquals(-1, office.getBasicConstraints());
    assertLasts(730, office);
    Tls.check(authority, authority.resolve("office.pem"));
  }

  @Test
  void theListIsEmptyAndLastsAsLongAsTheAuthority() throws Exception {
    Path authority = made("office.example");
    X509CRL list = Tls.revocations(authority.resolve("crl.pem"));

    list.verify(Tls.certificate(authority.resolve("ca.pem")).getPublicKey());
    assertEquals(null, list.getRevokedCertificates());
    assertEquals(Tls.certificate(authority.resolve("ca.pem")).getNotAfter(), list.getNextUpdate());
    assertTrue(list.getThisUpdate().toInstant().isBefore(Instant.now().minusSeconds(60)));
  }

  @Test
  void nothingOutlastsTheAuthority() throws Exception {
    Path authority = folder.resolve("short");
    Tls.ok("init", authority, "--office", "o", "--authority-days", "3", "--days", "30");

    assertEquals(
        Tls.certificate(authority.resolve("ca.pem")).getNotAfter(),
        Tls.certificate(authority.resolve("office.pem")).getNotAfter());
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path authority = made("office.example");
    String key = Files.readString(authority.resolve("ca.key"));

    assertEquals(
        "bolillero: %s: is an authority's folder already, and nothing is overwritten"
            .formatted(authority),
        Tls.failed(ExitCode.USAGE, "init", authority, "--office", "office.example"));
    assertEquals(key, Files.readString(authority.resolve("ca.key")));

    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createFile(other.resolve("a"));
    assertEquals(
        "bolillero: %s: expected a new or an empty folder, found a in it".formatted(other),
        Tls.failed(ExitCode.USAGE, "init", other, "--office", "office.example"));
  }

  @Test
  void anEmptyFolderIsTakenAndClosedToOthers() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwxr-xr-x"));

    Tls.ok("init", empty, "--office", "office.example");

    assertEquals("rwx------", permissions(empty));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ca.key", "ca.key issued.pem office.key office.pem crl.pem"})
  void whatACrashHasLeftIsMadeAnew(String files) throws Exception {
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.createFile(half.resolve("founding"));
    Files.writeString(half.resolve(".bolillero-0123456789abcdef.part"), "half a file");
    for (String each : files.split(" ", -1)) {
      if (!each.isEmpty()) {
        Files.writeString(half.resolve(each), "of a crash");
      }
    }

    Tls.ok("init", half, "--office", "office.example");

    assertEquals(ALL, names(half));
    Tls.check(half, half.resolve("office.pem"));
  }

  @Test
  void onlyWhatAFoundingWritesIsTakenAway() throws Exception {
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.createFile(half.resolve("founding"));
    Files.writeString(half.resolve("agency-1.key"), "somebody's");

    assertEquals(
        "bolillero: %s: expected a new or an empty folder, found agency-1.key in it"
            .formatted(half),
        Tls.failed(ExitCode.USAGE, "init", half, "--office", "office.example"));
    assertEquals(List.of("agency-1.key"), names(half));
  }

  @Test
  void aCompleteAuthorityIsNeverTakenForHalfAOne() throws Exception {
    Path authority = made("office.example");
    Files.createFile(authority.resolve("founding"));
    String key = Files.readString(authority.resolve("ca.key"));

    assertEquals(
        "bolillero: %s: is an authority's folder already, and nothing is overwritten"
            .formatted(authority),
        Tls.failed(ExitCode.USAGE, "init", authority, "--office", "office.example"));
    Tls.ok("agency", authority, "1");

    assertEquals(key, Files.readString(authority.resolve("ca.key")));
    assertFalse(Files.exists(authority.resolve("founding")));
    Tls.check(authority, authority.resolve("agency-1.pem"));
  }

  @Test
  void whatIsNoFolderIsSaid() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(
        "bolillero: %s: cannot be made: exists already".formatted(file),
        Tls.failed(ExitCode.USAGE, "init", file, "--office", "o"));
    assertEquals(
        "bolillero: %s: cannot be made: no such file or folder".formatted(folder.resolve("a/b")),
        Tls.failed(ExitCode.USAGE, "init", folder.resolve("a/b"), "--office", "o"));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void wrongNamesOfAnOfficeAreRefusedBeforeAnythingIsMade() {
    Path authority = folder.resolve("authority");
    for (String name :
        List.of(
            "",
            " ",
            "a_b",
            "office.example:12345",
            "*.example",
            "-a",
            "1.2.3.4.5",
            "a..b",
            "300.1.1.1",
            ":::",
            "fe80::1%eth0",
            "ñandú.example",
            "a".repeat(64))) {
      String line = Tls.failed(ExitCode.USAGE, "init", authority, "--office", name);
      assertTrue(
          line.startsWith("bolillero: --office: expected a name or an address of the office"),
          line);
    }
    assertFalse(Files.exists(authority));
  }

  private Path made(String... names) {
    Path authority = folder.resolve("authority");
    Object[] words =
        Stream.concat(Stream.of("init", authority, "--office"), Stream.of(names)).toArray();
    Tls.ok(words);
    return authority;
  }

  private static void assertLasts(int days, X509Certificate certificate) {
    Instant until = certificate.getNotAfter().toInstant();
    Duration off = Duration.between(Instant.now().plus(Duration.ofDays(days)), until);
    assertTrue(off.abs().compareTo(AN_HOUR) < 0, off::toString);
    assertTrue(certificate.getNotBefore().toInstant().isBefore(Instant.now().minusSeconds(3000)));
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return List.copyOf(new TreeSet<>(files.map(each -> each.getFileName().toString()).toList()));
    }
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
