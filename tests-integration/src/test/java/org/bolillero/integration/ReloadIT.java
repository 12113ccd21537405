package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged programs, with certificates of {@code bolillero tls}, which are renewed and revoked
 * while the office runs.
 */
@Tag("long")
class ReloadIT {
  private static final int DELIVERING = 1;
  private static final int WAITING = 2;
  private static final int REVOKED = 3;
  private static final int AGENCIES = 3;
  private static final int BETS = 4_000;

  /** The office refused for good. */
  private static final int REFUSED = 5;

  private static final String FINISHED = "action: finish | result: success";
  private static final String RELOADED = "action: recarga | result: success";
  private static final String NOT_RELOADED = "action: recarga | result: fail";

  @TempDir private Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p10ARevokedAgencyEndsWithOneLineAndTheOthersLoseNothing() throws Exception {
    Authority authority = Authority.init(programs, folder.resolve("authority"), AGENCIES);
    Running server = server(authority);
    int port = server.port();
    AgencyFiles files = AgencyFiles.in(folder, AGENCIES);
    for (int id = 1; id <= AGENCIES; id++) {
      Bets.write(files.of(id), Bets.of(id, BETS));
    }
    Running waiting = agency(authority, WAITING, port);
    Running revoked = agency(authority, REVOKED, port);
    waiting.awaitLine(FINISHED);
    revoked.awaitLine(FINISHED);
    authority.replaceStolen(REVOKED);
    hangUp(server, RELOADED);

    assertEquals(REFUSED, revoked.exitCode(), revoked::log);
    List<String> errors = revoked.err().lines().filter(it -> it.startsWith("bolillero: ")).toList();
    assertEquals(1, errors.size(), revoked::log);
    assertTrue(errors.getFirst().contains("FORBIDDEN: the certificate is not good any more"));
    assertTrue(errors.getFirst().contains("revoked"), errors::getFirst);
    assertEquals(1, server.count(RELOADED + " | cortadas: 1"), server::log);

    Running delivering = agency(authority, DELIVERING, port, "--batch-max=2");
    do {
      hangUp(server, RELOADED);
    } while (delivering.isAlive() && delivering.count(FINISHED) == 0);
    assertEquals(0, delivering.exitCode(), delivering::log);
    assertEquals(0, waiting.exitCode(), waiting::log);
    assertEquals(0, delivering.count("action: connect | result: fail"), delivering::log);
    assertEquals(0, waiting.count("action: connect | result: fail"), waiting::log);
    Running replaced = agency(authority, REVOKED, port);
    assertEquals(0, replaced.exitCode(), replaced::log);
    assertTrue(replaced.err().contains("cant_ganadores: " + BETS / 4), replaced::log);
    end(server);
    files.assertStored(programs, Surroundings.PLAIN, folder.resolve("office"));
  }

  @Test
  void p10ABadFileKeepsTheOldOnesAndARenewedCertificateIsServedFromThenOn() throws Exception {
    Authority authority = Authority.init(programs, folder.resolve("authority"), AGENCIES);
    authority.types("official", "ana");
    Running server = server(authority, "--admin=127.0.0.1:0");
    int port = server.port();
    Bets.write(AgencyFiles.in(folder, AGENCIES).of(WAITING), Bets.of(WAITING, 1));
    Running waiting = agency(authority, WAITING, port);
    waiting.awaitLine(FINISHED);
    X509Certificate old = authority.shown(port);

    String good = Files.readString(authority.file("office.pem"), UTF_8);
    Files.writeString(authority.file("office.pem"), good.substring(0, good.length() / 2), UTF_8);
    hangUp(server, NOT_RELOADED);
    Running refused = reload(authority, server);
    assertEquals(REFUSED, refused.exitCode(), refused::log);
    assertTrue(refused.err().contains("office.pem: expected "), refused::log);
    assertEquals(2, server.count(NOT_RELOADED), server::log);
    assertEquals(
        2,
        server.err().lines().filter(line -> line.matches(".*recarga.*office.pem: .*")).count(),
        server::log);
    assertEquals(old, authority.shown(port));

    Files.writeString(authority.file("office.pem"), good, UTF_8);
    authority.types("renew", authority.file("office.pem").toString());
    Running reload = reload(authority, server);
    assertEquals(0, reload.exitCode(), reload::log);
    assertTrue(reload.out().contains("office.pem"), reload.out());
    assertNotEquals(old, authority.shown(port));
    assertEquals(1, server.count(RELOADED + " | cortadas: 0"), server::log);
    assertTrue(waiting.isAlive(), waiting::log);
    assertEquals(0, waiting.count("result: fail"), waiting::log);
    end(server);
  }

  private Running server(Authority authority, String... more) throws IOException {
    return programs.server("1-" + AGENCIES, folder.resolve("office"), authority.office(more));
  }

  private Running agency(Authority authority, int id, int port, String... more) throws IOException {
    Path file = AgencyFiles.in(folder, id).of(id);
    return programs.agency(id, file, port, authority.holder("agency-" + id, more));
  }

  private Running reload(Authority authority, Running server)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("server", "reload"));
    command.add("--admin=localhost:" + server.adminPort());
    command.addAll(Arrays.asList(authority.holder("official-ana")));
    return programs.run(command.toArray(String[]::new));
  }

  /** Sends SIGHUP, and waits until the server has read its files, or has seen that it cannot. */
  private static void hangUp(Running server, String line) throws IOException, InterruptedException {
    int before = server.count(line);
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start();
    assertEquals(0, kill.waitFor());
    await().until(() -> server.count(line) > before || !server.isAlive());
    assertTrue(server.isAlive(), server::log);
  }

  private static void end(Running server) throws IOException, InterruptedException {
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    assertEquals(0, server.count("Exception"), server::log);
  }
}
