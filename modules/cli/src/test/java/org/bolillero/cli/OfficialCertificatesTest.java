package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of officials who show certificates, against a real office. */
class OfficialCertificatesTest {
  @TempDir Path folder;
  private final TestAuthority authority = TestAuthority.named("authority");
  private Path data;
  private Path ca;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    data = folder.resolve("office-data");
    ca = authority.writeTo(folder, "ca");
    TestFiles files = authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    Path crl = authority.writeRevocations(folder, "crl");
    office =
        CentralOffice.open(
            OfficeSettings.of(
                "--port=0",
                "--data=" + data,
                "--admin=0.0.0.0:0",
                "--tls-cert=" + files.certificate(),
                "--tls-key=" + files.key(),
                "--tls-ca=" + ca,
                "--tls-crl=" + crl),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  private String address() {
    return "localhost:" + office.adminPort().orElseThrow();
  }

  private Run by(TestCertificate certificate, String... command) throws Exception {
    TestFiles files = certificate.writeTo(folder, "own");
    List<String> all = new ArrayList<>(List.of(command));
    if (all.stream().noneMatch(each -> each.startsWith("--admin"))) {
      all.add("--admin=" + address());
    }
    all.add("--tls-cert=" + files.certificate());
    all.add("--tls-key=" + files.key());
    all.add("--tls-ca=" + ca);
    return Run.of(all.toArray(String[]::new));
  }

  private static void assertFails(int exitCode, String text, Run run) {
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(run.err().contains(text), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  @Test
  void anOfficialNeedsNoTokenAndStandsOnRecord() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    assertEquals(new Run(0, "draw 1 is open\n", ""), by(ana, "draw", "open", "1", "--agencies=1"));
    assertFalse(Files.exists(data.resolve("admin.token")));
    TestCertificate eva = authority.official("eva").issue();
    assertEquals(0, by(eva, "draw", "close", "1", "--reason=late", "--official=eva").exitCode());
    String shown = by(ana, "draw", "show", "1").out();
    assertTrue(shown.contains("opened") && shown.contains(" ana "), shown);
    assertTrue(shown.contains(" eva "), shown);
    String address = "--admin=https://" + address();
    assertEquals(0, by(ana, "draw", "list", address).exitCode());
  }

  @Test
  void whoeverMayNotDecideIsToldWhy() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    String[] opening = {"draw", "open", "1", "--agencies=1"};
    assertFails(5, "expected ana", by(ana, "draw", "open", "1", "--agencies=1", "--official=eva"));
    assertFails(5, "urn:bolillero:agency:3", by(authority.agency(3).issue(), opening));
    assertFails(5, "urn:bolillero:agency:3", by(authority.agency(3).issue(), "draw", "list"));
    TestCertificate foreign = TestAuthority.named("authority").official("ana").issue();
    assertFails(5, "the office does not accept", by(foreign, opening));
    assertEquals("", by(ana, "draw", "list", "--json").err());
  }

  @Test
  void anOfficeThatIsNotTheOneIsNotSpokenTo() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    String port = address().replaceAll(".*:", "");
    assertFails(4, "127.0.0.2", by(ana, "draw", "list", "--admin=127.0.0.2:" + port));
    ca = TestAuthority.named("another").writeTo(folder, "another");
    assertFails(4, "authority", by(ana, "draw", "list"));
  }

  @Test
  void wrongFilesAndSettingsAreExplained() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    assertFails(
        2,
        "expected an address with https://",
        by(ana, "draw", "list", "--admin=http://localhost"));
    Path none = folder.resolve("none.pem");
    assertFails(2, "found only --tls-cert=" + none, Run.of("draw", "list", "--tls-cert=" + none));
    assertFails(
        3,
        none.toString(),
        Run.of("draw", "list", "--tls-cert=" + none, "--tls-key=" + none, "--tls-ca=" + ca));
    Run plain = Run.of("draw", "list", "--admin=" + address());
    assertEquals(4, plain.exitCode(), plain.err());
    assertEquals(1, plain.err().lines().count(), plain.err());
  }

  @Test
  void anOfficialHasTheCertificatesReadAgain() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    TestCertificate eva = authority.official("eva").issue();
    assertEquals(0, by(eva, "draw", "list").exitCode());
    authority.revoke(eva);
    Path crl = authority.writeRevocations(folder, "crl");
    Run reloaded = by(ana, "server", "reload");
    assertEquals(0, reloaded.exitCode(), reloaded.err());
    List<String> lines = reloaded.out().lines().toList();
    assertEquals(3, lines.size(), reloaded.out());
    assertTrue(lines.get(0).startsWith("own "), reloaded.out());
    assertTrue(lines.get(2).contains(crl.toString()), reloaded.out());
    assertFails(5, "the office does not accept", by(eva, "draw", "list"));
    Files.writeString(crl, "nothing\n");
    assertFails(5, crl.toString(), by(ana, "server", "reload"));
    assertFails(5, "urn:bolillero:agency:1", by(authority.agency(1).issue(), "server", "reload"));
  }
}
