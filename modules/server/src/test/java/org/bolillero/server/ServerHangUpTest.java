package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.office.testing.TestBets;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.protocol.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP has the program read its certificates again; without any, it ends the program. */
class ServerHangUpTest {
  private static final String LISTENS = "action: accept_connections | result: in_progress | port: ";

  @TempDir Path folder;

  @Test
  void aHangUpReadsTheCertificatesAgain() throws Exception {
    TestPapers papers = new TestPapers(folder);
    TestCertificate stolen = papers.authority().agency(1).issue();
    Process server =
        ServerProcess.start(
            folder,
            "--agencies=1-2",
            "--host=127.0.0.1",
            "--tls-cert=" + papers.file("office.pem"),
            "--tls-key=" + papers.file("office.key"),
            "--tls-ca=" + papers.file("ca.pem"),
            "--tls-crl=" + papers.file("crl.pem"));
    try {
      int port = port();
      for (String use : List.of("propio", "autoridad", "revocaciones")) {
        awaitLine("| uso: " + use + " | archivo: ");
      }
      try (TestAgency thief = TestPapers.greet(papers.agency(port, 1, stolen));
          TestAgency other = papers.greeted(port, 2)) {
        String key = Files.readString(papers.file("office.key"));
        Files.writeString(papers.file("office.key"), "nothing");
        hangUp(server);
        awaitLine("action: recarga | result: fail | motivo: " + papers.file("office.key"));
        Files.writeString(papers.file("office.key"), key);
        papers.revoke(stolen);
        hangUp(server);
        thief.receiveError(ErrorCode.FORBIDDEN);
        awaitLine("action: recarga | result: success | cortadas: 1");
        assertEquals(1, other.submit(TestBets.of(2, 1, 0)).stored());
      }
      server.destroy();
      assertEquals(0, server.waitFor());
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void withoutCertificatesAHangUpEndsIt() throws Exception {
    Process server = ServerProcess.start(folder, "--agencies=1-2", "--plaintext");
    try {
      port();
      awaitLine("action: cifrado | result: in_progress | tls: no | motivo: --plaintext: ");
      hangUp(server);
      assertEquals(0, server.waitFor());
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aServiceOfSystemdWithoutCertificatesGoesOn() throws Exception {
    // A shell tells its own number, which exec keeps.
    List<String> systemd = List.of("sh", "-c", "SYSTEMD_EXEC_PID=$$ exec \"$@\"", "sh");
    Process server = ServerProcess.startBy(systemd, folder, "--agencies=1-2");
    try {
      int port = port();
      hangUp(server);
      awaitLine("action: recarga | result: fail | motivo: tls-cert: ");
      try (TestAgency agency = TestAgency.greeted(port, 1)) {
        assertEquals(1, agency.submit(TestBets.of(1, 1, 0)).stored());
      }
      server.destroy();
      assertEquals(0, server.waitFor());
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aFileThatCannotBeUsedEndsTheStartWithOneLine() throws Exception {
    TestPapers papers = new TestPapers(folder);
    Files.delete(papers.file("ca.pem"));
    String file = papers.file("ca.pem").toString();
    Process server =
        ServerProcess.start(
            folder,
            "--agencies=1",
            "--tls-cert=" + papers.file("office.pem"),
            "--tls-key=" + papers.file("office.key"),
            "--tls-ca=" + file);
    assertEquals(3, server.waitFor());
    String last = ServerProcess.log(folder).getLast();
    assertTrue(last.startsWith("bolillero: " + file), last);
  }

  private static void hangUp(Process server) throws Exception {
    assertEquals(
        0, new ProcessBuilder("kill", "-HUP", String.valueOf(server.pid())).start().waitFor());
  }

  private int port() throws IOException {
    String line = awaitLine(LISTENS);
    return Integer.parseInt(line.substring(line.indexOf(LISTENS) + LISTENS.length()));
  }

  private String awaitLine(String part) {
    return await()
        .until(
            () ->
                ServerProcess.log(folder).stream()
                    .filter(line -> line.contains(part))
                    .findFirst()
                    .orElse(""),
            line -> !line.isEmpty());
  }
}
