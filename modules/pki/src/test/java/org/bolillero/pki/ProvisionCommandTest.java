package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bolillero.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvisionCommandTest {
  @TempDir private Path folder;
  private Path authority;
  private Path holders;

  @BeforeEach
  void name() {
    authority = folder.resolve("authority");
    holders = folder.resolve("holders");
  }

  @Test
  void eachHolderHasItsOwnKeyAndNoOther() throws Exception {
    String out = provision("--agencies", "1-2,7", "--officials", "Ana,bruno");

    assertEquals(
        List.of(
            "agency-1/agency-1.key",
            "agency-1/agency-1.pem",
            "agency-1/ca.pem",
            "agency-2/agency-2.key",
            "agency-2/agency-2.pem",
            "agency-2/ca.pem",
            "agency-7/agency-7.key",
            "agency-7/agency-7.pem",
            "agency-7/ca.pem",
            "office/ca.pem",
            "office/crl.pem",
            "office/office.key",
            "office/office.pem",
            "official-ana/ca.pem",
            "official-ana/official-ana.key",
            "official-ana/official-ana.pem",
            "official-bruno/ca.pem",
            "official-bruno/official-bruno.key",
            "official-bruno/official-bruno.pem",
            "ping/ca.pem",
            "ping/ping.key",
            "ping/ping.pem"),
        List.copyOf(files(holders).keySet()));
    for (String file : files(holders).keySet()) {
      Path path = holders.resolve(file);
      if (file.endsWith(".key")) {
        assertEquals("rw-------", permissions(path), file);
      }
      assertEquals(
          Files.readString(authority.resolve(path.getFileName())), Files.readString(path), file);
    }
    assertEquals("rwx------", permissions(holders.resolve("office")));
    assertTrue(out.endsWith(holders + ": 7 holders have what they need\n"), out);
  }

  @Test
  void whoPingsSpeaksForNobody() throws Exception {
    provision();

    X509Certificate ping = Tls.certificate(holders.resolve("ping/ping.pem"));
    assertEquals(List.of(CertificateText.CLIENT), ping.getExtendedKeyUsage());
    assertNull(ping.getSubjectAlternativeNames());
    Tls.check(authority, holders.resolve("ping/ping.pem"));

    Tls.ok("init", folder.resolve("other"), "--office", "office.example");
    Tls.ok("ping", folder.resolve("other"));
    assertNull(Tls.certificate(folder.resolve("other/ping.pem")).getSubjectAlternativeNames());
  }

  @Test
  void runAgainItChangesNothing() throws Exception {
    provision("--agencies", "1-3");
    var before = files(folder);
    var times = times();

    String out = provision("--agencies", "1-3");

    assertEquals(before, files(folder));
    assertEquals(times, times());
    assertEquals(holders + ": 5 holders have what they need\n", out);
  }

  @Test
  void whatIsMissingIsMadeAndTheRestStays() throws Exception {
    provision("--agencies", "1");
    var before = files(holders);
    Files.delete(holders.resolve("office/office.pem"));
    Files.writeString(holders.resolve("agency-1/agency-1.pem"), "half");

    provision("--agencies", "1-2");

    var after = files(holders);
    assertEquals(3, after.keySet().stream().filter(name -> name.startsWith("agency-2/")).count());
    after.keySet().removeIf(name -> name.startsWith("agency-2/"));
    assertEquals(before, after);
  }

  @Test
  void aKeyWithoutACertificateIsMadeAnew() throws Exception {
    provision();
    Files.writeString(authority.resolve("agency-1.key"), "of a crash");

    provision("--agencies", "1");

    Tls.check(authority, holders.resolve("agency-1/agency-1.pem"));
    assertTrue(Files.readString(holders.resolve("agency-1/agency-1.key")).contains("BEGIN"));
  }

  @Test
  void anAuthorityOfWhichACrashHasLeftAHalfIsMadeAnew() throws Exception {
    Files.createDirectory(authority);
    Files.createFile(authority.resolve("founding"));
    Files.writeString(authority.resolve("ca.key"), "of a crash");
    Files.writeString(authority.resolve("issued.pem"), "of a crash");

    provision("--agencies", "1");

    Tls.check(authority, holders.resolve("agency-1/agency-1.pem"));
    assertTrue(!Files.exists(authority.resolve("founding")));
  }

  @Test
  void aKeyThatHasArrivedNeedNotStayWithTheAuthority() throws Exception {
    provision("--agencies", "1");
    var before = files(holders);
    Files.delete(authority.resolve("agency-1.key"));

    provision("--agencies", "1");
    assertEquals(before, files(holders));

    Files.delete(holders.resolve("agency-1/agency-1.key"));
    assertTrue(
        failed(ExitCode.BAD_INPUT, "--agencies", "1")
            .startsWith("bolillero: " + authority.resolve("agency-1.key") + ": expected the key"));
  }

  @Test
  void anOfficeWithOtherNamesGetsThemAndKeepsItsKey() throws Exception {
    provision("--office", "192.0.2.7");
    var before = Tls.certificate(holders.resolve("office/office.pem"));

    provision("--office", "Second.Example");

    var after = Tls.certificate(holders.resolve("office/office.pem"));
    assertEquals(before.getPublicKey(), after.getPublicKey());
    assertEquals("office.example, second.example", new CertificateText(after).names());

    provision("--office", "second.example");
    assertEquals(after, Tls.certificate(holders.resolve("office/office.pem")));
  }

  @Test
  void whatIsInTheLastThirdOfItsTimeIsRenewed() throws Exception {
    provision("--agencies", "1");
    X509Certificate first = Tls.certificate(authority.resolve("agency-1.pem"));
    Holder office = Holder.office(List.of("office.example"));
    var all = List.of(office, Holder.ping(), Holder.agency(1));

    try (AuthorityFolder open = AuthorityFolder.open(authority)) {
      assertEquals(Map.of(), new Provision(open, in(480), 730).complete(all));
      assertEquals(
          List.of("office.pem", "ping.pem", "agency-1.pem"),
          new Provision(open, in(490), 730)
              .complete(all).keySet().stream().map(each -> each.getFileName().toString()).toList());
    }
    X509Certificate second = Tls.certificate(authority.resolve("agency-1.pem"));
    assertEquals(first.getPublicKey(), second.getPublicKey());
    assertTrue(second.getNotAfter().toInstant().isAfter(first.getNotAfter().toInstant()));
  }

  @Test
  void whatEndsWithItsAuthorityIsNotRenewedForEver() throws Exception {
    provision("--days", "3650");
    Holder office = Holder.office(List.of("office.example"));

    try (AuthorityFolder open = AuthorityFolder.open(authority)) {
      assertEquals(
          Map.of(), new Provision(open, in(3600), 730).complete(List.of(office, Holder.ping())));
    }
  }

  @Test
  void whatIsRevokedStaysSoAndTheOfficeHearsOfIt() throws Exception {
    provision("--agencies", "1-2");
    String list = Files.readString(holders.resolve("office/crl.pem"));
    Tls.ok("revoke", authority, authority.resolve("agency-1.pem"));
    var revoked = Tls.certificate(authority.resolve("agency-1.pem"));

    provision("--agencies", "1-2");

    assertEquals(revoked, Tls.certificate(holders.resolve("agency-1/agency-1.pem")));
    assertNotEquals(list, Files.readString(holders.resolve("office/crl.pem")));
    assertTrue(Tls.revocations(holders.resolve("office/crl.pem")).isRevoked(revoked));
  }

  @Test
  void aFolderThatIsThereStaysAsItIs() throws Exception {
    Path mounted = Files.createDirectories(holders.resolve("office"));
    Files.setPosixFilePermissions(mounted, PosixFilePermissions.fromString("rwxr-xr-x"));

    provision();

    assertEquals("rwxr-xr-x", permissions(mounted));
    assertTrue(Files.exists(mounted.resolve("office.key")));
  }

  @Test
  void theFilesAreTheirReaders() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    provision("--owner", "10001");

    for (String file : files(holders).keySet()) {
      assertEquals("10001", Files.getOwner(holders.resolve(file)).getName(), file);
    }
    assertEquals("root", Files.getOwner(authority.resolve("ca.key")).getName());
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsMade() {
    assertEquals(
        "bolillero: --owner: expected a user of this machine or a number, found 'no such user'",
        failed(ExitCode.USAGE, "--owner", "no such user"));
    assertTrue(
        failed(ExitCode.USAGE, "--agencies", "0")
            .startsWith("bolillero: --agencies: expected numbers"));
    assertTrue(
        failed(ExitCode.USAGE, "--officials", "a b")
            .startsWith("bolillero: --officials: expected a name"));
    assertTrue(
        failed(ExitCode.USAGE, "--office", "a_b").startsWith("bolillero: --office: expected"));
    assertTrue(!Files.exists(authority) && !Files.exists(holders));
  }

  private String failed(ExitCode exitCode, String... more) {
    return Tls.failed(exitCode, words(more));
  }

  private String provision(String... more) {
    return Tls.ok(words(more));
  }

  private Object[] words(String... more) {
    return Stream.concat(
            Stream.of("provision", authority, "--office", "office.example", "--out", holders),
            Stream.of(more))
        .toArray();
  }

  private static Clock in(int days) {
    return Clock.fixed(Clock.systemUTC().instant().plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  private static Map<String, String> files(Path place) throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> walk = Files.walk(place)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(place.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Map<String, Object> times() throws IOException {
    var times = new TreeMap<String, Object>();
    for (String file : files(folder).keySet()) {
      times.put(file, Files.getLastModifiedTime(folder.resolve(file)));
    }
    return times;
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
