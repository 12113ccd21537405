package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bolillero.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IssueCommandTest {
  @TempDir private Path folder;

  private Path authority;

  @BeforeEach
  void makeAuthority() {
    authority = folder.resolve("authority");
    Tls.ok("init", authority, "--office", "office.example");
  }

  @Test
  void eachAgencyHasItsOwnKeyAndOneIdentity() throws Exception {
    String out = Tls.ok("agency", authority, "1-2,5", "7");

    assertEquals(4, out.lines().count());
    for (int agency : new int[] {1, 2, 5, 7}) {
      assertIs("urn:bolillero:agency:" + agency, "agency-" + agency);
    }
    assertFalse(Files.exists(authority.resolve("agency-3.pem")));
    assertNotEquals(certificate("agency-1").getPublicKey(), certificate("agency-2").getPublicKey());
    assertNotEquals(
        certificate("agency-1").getSerialNumber(), certificate("agency-2").getSerialNumber());
  }

  @Test
  void anOfficialIsNamedInSmallLetters() throws Exception {
    Tls.ok("official", authority, "Ana.Maria");

    assertIs("urn:bolillero:official:ana.maria", "official-ana.maria");
  }

  @Test
  void everyCertificateIsOnRecord() throws Exception {
    Tls.ok("agency", authority, "1-2");
    Tls.ok("official", authority, "ana");

    List<X509Certificate> record = PemFile.read(authority.resolve("issued.pem")).certificates();
    assertEquals(
        List.of(
            certificate("ca"),
            certificate("office"),
            certificate("agency-1"),
            certificate("agency-2"),
            certificate("official-ana")),
        record);
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsMade() throws Exception {
    Tls.ok("agency", authority, "2");
    X509Certificate before = certificate("agency-2");
    String key = Files.readString(authority.resolve("agency-2.key"));

    String line = Tls.failed(ExitCode.USAGE, "agency", authority, "1-3");

    assertEquals(
        "bolillero: %s: exists already, and nothing is overwritten; renew it with 'tls renew', or move it away"
            .formatted(authority.resolve("agency-2.key")),
        line);
    assertEquals(before, certificate("agency-2"));
    assertEquals(key, Files.readString(authority.resolve("agency-2.key")));
    assertFalse(Files.exists(authority.resolve("agency-1.key")));
  }

  @Test
  void aCertificateWithoutItsKeyIsNotOverwrittenEither() throws Exception {
    Files.createSymbolicLink(authority.resolve("official-ana.pem"), Path.of("nowhere"));

    Tls.failed(ExitCode.USAGE, "official", authority, "ana");

    assertFalse(Files.exists(authority.resolve("official-ana.key")));
  }

  @Test
  void wrongNumbersAndNamesAreRefused() {
    for (String agencies :
        List.of("0", "a", "", "3-1", "1-", "-1-2", "1,,2", "1000000000", "1-2-3")) {
      String line = Tls.failed(ExitCode.USAGE, "agency", authority, "--", agencies);
      assertTrue(line.startsWith("bolillero: N: expected numbers from 1 to 999999999"), line);
    }
    assertTrue(
        Tls.failed(ExitCode.USAGE, "agency", authority, "1-65537")
            .startsWith("bolillero: N: expected at most 65536 agencies"));
    for (String name : List.of("office", "Office", "ana maria", "a/b", "ñ", "a".repeat(65))) {
      String line = Tls.failed(ExitCode.USAGE, "official", authority, name);
      assertTrue(line.startsWith("bolillero: NAME: expected a name of 1 to 64 letters"), line);
    }
  }

  @Test
  void whatIsNoAuthoritysFolderIsSaid() throws Exception {
    assertEquals(
        "bolillero: %s: expected the folder of an authority, found none; make it with 'tls init'"
            .formatted(folder.resolve("none")),
        Tls.failed(ExitCode.BAD_INPUT, "agency", folder.resolve("none"), "1"));
    assertEquals(
        "bolillero: %s: no such file or folder".formatted(folder.resolve("ca.key")),
        Tls.failed(ExitCode.BAD_INPUT, "agency", folder, "1"));
  }

  @Test
  void aKeyThatOthersCanReadIsNotUsed() throws Exception {
    Path key = authority.resolve("ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertEquals(
        "bolillero: %s: expected a key that only its owner can read (chmod 600), found rw-r-----"
            .formatted(key),
        Tls.failed(ExitCode.BAD_INPUT, "agency", authority, "1"));
  }

  @Test
  void aKeyOfAnotherAuthorityIsNotUsed() throws Exception {
    Path other = folder.resolve("other");
    Tls.ok("init", other, "--office", "office.example");
    Files.delete(authority.resolve("ca.pem"));
    Files.copy(other.resolve("ca.pem"), authority.resolve("ca.pem"));

    assertEquals(
        "bolillero: %s: expected the certificate of the key in %s, found another"
            .formatted(authority.resolve("ca.pem"), authority.resolve("ca.key")),
        Tls.failed(ExitCode.BAD_INPUT, "agency", authority, "1"));
  }

  /** A process that closes any stream of a file gives up its lock on it. */
  @Test
  void theFolderIsLockedForOtherProcessesWhileItIsUsed() throws Exception {
    Path key = authority.resolve("ca.key");
    String lock = ":" + Files.getAttribute(key, "unix:ino") + " ";
    try (AuthorityFolder open = AuthorityFolder.open(authority)) {
      open.issued();
      assertTrue(Files.readString(Path.of("/proc/locks")).contains(lock));
    }
    assertFalse(Files.readString(Path.of("/proc/locks")).contains(lock));
  }

  private void assertIs(String identity, String name) throws Exception {
    X509Certificate found = certificate(name);
    assertEquals(List.of(List.of(6, identity)), List.copyOf(found.getSubjectAlternativeNames()));
    assertEquals(List.of(CertificateText.CLIENT), found.getExtendedKeyUsage());
    assertEquals(-1, found.getBasicConstraints());
    Path key = authority.resolve(name + ".key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    assertTrue(Keys.belongTogether(PemFile.read(key).key("EC"), found.getPublicKey()));
    Tls.check(authority, authority.resolve(name + ".pem"));
  }

  private X509Certificate certificate(String name) throws Exception {
    return Tls.certificate(authority.resolve(name + ".pem"));
  }
}
