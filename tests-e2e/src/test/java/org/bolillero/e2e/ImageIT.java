package org.bolillero.e2e;

import static org.bolillero.e2e.Docker.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.e2e.Command.Ended;
import org.junit.jupiter.api.Test;

/** What a container may do, and how it is seen from its network. */
final class ImageIT extends Scenario {
  @Test
  void theOfficeIsNobodyAndWritesToItsVolumeAndTheTemporaryFolderOnly() throws Exception {
    Lottery lottery = open(generate(1, 10));
    lottery.start("server");
    Service server = lottery.server();
    server.awaitHealthy();
    String process = docker("top", server.name(), "-eo", "pid,uid").lines().toList().get(1);
    assertTrue(process.endsWith(" 10001"), process);
    assertEquals(0, generateInside(server, "/tmp/made").exitCode());
    assertEquals(0, generateInside(server, "/data/made").exitCode());
    Ended refused = generateInside(server, "/opt/bolillero/made");
    assertNotEquals(0, refused.exitCode());
    assertTrue(refused.err().contains("Read-only file system"), refused::err);
  }

  private static Ended generateInside(Service server, String place) {
    return Command.of(
            "docker",
            "exec",
            server.name(),
            Docker.JAVA,
            Docker.PROGRAM,
            "generate",
            "--bets=1",
            "--agencies=1",
            "--out=" + place)
        .run();
  }

  @Test
  void anOfficeIsCheckedFromItsNetworkWithNoPortPublished() throws Exception {
    assertIsCheckedFromItsNetwork(open(generate(1, 10)));
  }

  @Test
  void anOfficeWithoutTlsIsCheckedTheSameWay() throws Exception {
    assertIsCheckedFromItsNetwork(openPlain(generate(1, 10)));
  }

  private static void assertIsCheckedFromItsNetwork(Lottery lottery) {
    lottery.start("server");
    lottery.server().awaitHealthy();
    assertEquals("", docker("port", lottery.server().name()));
    Ended there = validate(lottery);
    assertEquals("action: test_server | result: success\n", there.out());
    assertEquals(0, there.exitCode(), there::err);

    lottery.server().stop();
    Ended gone = validate(lottery);
    assertEquals("action: test_server | result: fail\n", gone.out());
    assertEquals(1, gone.exitCode(), gone::err);
  }

  private static Ended validate(Lottery lottery) {
    return Command.of(
            Lottery.ROOT.resolve("containers/validate-server.sh").toString(), lottery.network())
        .with("TAG", Docker.TAG)
        .run();
  }
}
