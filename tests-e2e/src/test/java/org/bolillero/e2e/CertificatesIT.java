package org.bolillero.e2e;

import static org.bolillero.e2e.Docker.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bolillero.e2e.Command.Ended;
import org.junit.jupiter.api.Test;

/** Who has which certificate, and what it is good for. */
final class CertificatesIT extends Scenario {
  /** The first agency tries to be an official. */
  private static final String IMPOSTOR =
      """
      services:
        impostor:
          image: %s
          entrypoint: [%s, "%s", draw]
          profiles: [officials]
          environment:
            BOLILLERO_ADMIN: https://server:12346
            BOLILLERO_TLS_CERT: /certificates/agency-1.pem
            BOLILLERO_TLS_KEY: /certificates/agency-1.key
            BOLILLERO_TLS_CA: /certificates/ca.pem
          networks: [office]
          volumes:
            - agency-1-certificates:/certificates:ro
      """
          .formatted(Docker.AGENCY_IMAGE, Docker.JAVA, Docker.PROGRAM);

  @Test
  void anAgencyWithTheCertificateOfAnotherIsRefusedAndNothingIsStored() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start("server");
    lottery.server().awaitHealthy();
    Service impostor = lottery.runAgency("impostor", 2, 2, 1);
    impostor.assertEnds(5);
    impostor.assertSaysInOneLine("FORBIDDEN");
    lottery.server().stop();
    assertEquals("", lottery.onVolume("office", "log", "dump", "/data").successfully().out());
    lottery.server().start();
    lottery.start();
    lottery.complete();
  }

  @Test
  void everyContainerHasItsOwnKeyAndNoOther() throws Exception {
    Lottery lottery = open(generate(2, 10));
    lottery.start();
    assertEquals(
        Set.of("office.pem", "office.key", "ca.pem", "crl.pem"),
        files(lottery.server(), "/certificates").keySet());
    assertEquals(
        Set.of("ping.pem", "ping.key", "ca.pem"), files(lottery.server(), "/ping").keySet());
    for (int id = 1; id <= 2; id++) {
      assertEquals(
          Set.of("agency-%d.pem".formatted(id), "agency-%d.key".formatted(id), "ca.pem"),
          files(lottery.agency(id), "/certificates").keySet());
    }
    lottery.complete();
  }

  @Test
  void certificatesStayTheSameWhenAllContainersAreMadeAnew() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start("server", "client1");
    lottery.agency(1).awaitLine(Lines.FINISHED);
    var office = files(lottery.server(), "/certificates");
    var agency = files(lottery.agency(1), "/certificates");
    lottery.removeContainers();
    lottery.start();
    assertEquals(office, files(lottery.server(), "/certificates"));
    assertEquals(agency, files(lottery.agency(1), "/certificates"));
    lottery.complete();
  }

  @Test
  void anAgencyThatIsRevokedWhileItWaitsIsHungUpOnAndTheOthersGoOn() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start("server", "client1");
    Service revoked = lottery.agency(1);
    revoked.awaitLine(Lines.FINISHED);
    lottery
        .run("certificates", "tls", "revoke", "/authority", "/authority/agency-1.pem")
        .successfully();
    lottery.run("certificates").successfully();
    docker("kill", "--signal", "HUP", lottery.server().name());
    revoked.assertEnds(5);
    assertEquals(0, revoked.count(Lines.WINNERS), revoked::log);

    lottery.start("client2");
    lottery.assertHasItsWinners(lottery.agency(2), 2);
    lottery.finish();
  }

  @Test
  void anOfficialDecidesByACertificateAndAnAgencyDoesNot() throws Exception {
    Lottery lottery = open(generate(2, 20_000), "OFFICIALS", "ana");
    lottery.override(IMPOSTOR);
    lottery.start("server", "client1");
    lottery.agency(1).awaitLine(Lines.FINISHED);
    String[] decision = {"excuse", "1", "2", "--reason=its computer has died"};
    Ended refused = lottery.run("impostor", decision);
    assertEquals(5, refused.exitCode(), refused::err);
    assertEquals(0, lottery.server().count(Lines.DRAWN));

    lottery.run("official-ana", decision).successfully();
    lottery.assertHasItsWinners(lottery.agency(1), 1);
  }

  @Test
  void withoutTlsTheOfficeSaysThatAnybodyCanSpeakForAnAgencyAndDraws() throws Exception {
    Lottery lottery = openPlain(generate(2, 20_000));
    lottery.start();
    lottery.complete();
    assertEquals(1, lottery.server().count(Lines.PLAINTEXT), lottery.server()::log);
  }

  /** What stands in a folder of a container, and that keys are for their owner only. */
  private Map<String, String> files(Service service, String place) throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy").resolve("of");
    docker("cp", service.name() + ":" + place, copy.toString());
    var files = new TreeMap<String, String>();
    try (Stream<Path> list = Files.list(copy)) {
      for (Path file : list.toList()) {
        String name = file.getFileName().toString();
        files.put(name, Files.readString(file));
        assertTrue(!name.endsWith(".key") || isPrivate(file), name);
      }
    }
    return files;
  }

  private static boolean isPrivate(Path file) throws IOException {
    return List.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
        .containsAll(Files.getPosixFilePermissions(file));
  }
}
