package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A server that may open few files, and more strangers than that. */
@Isolated("from other tests, whose processes would take the processors")
class FileLimitIT {
  private static final int FILES = 300;
  private static final int STRANGERS = 700;
  private static final int AGENCIES = 3;
  private static final int BETS = 4_000;

  /** Small files, so that many are made while the strangers hold all that they can. */
  private static final int SEGMENT_BYTES = 65_536;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p7StrangersTakeNoFilesFromTheLogAndTheDraw() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit (util-linux)");
    ProcessStatus.assumeOpenFiles(STRANGERS);
    Running server =
        programs.server(
            new Surroundings(List.of("/usr/bin/prlimit", "--nofile=" + FILES), Map.of()),
            0,
            "1-" + AGENCIES,
            folder.resolve("office"),
            "--segment-bytes=" + SEGMENT_BYTES);
    int port = server.port();
    long start = System.nanoTime();
    List<RawAgency> agencies = new ArrayList<>();
    for (int id = 1; id <= AGENCIES; id++) {
      agencies.add(RawAgency.greeted(port, id));
    }
    try (ReturningConnections _ = new ReturningConnections(port, STRANGERS)) {
      server.awaitLine("BUSY: connections-max");
      for (RawAgency each : agencies) {
        deliver(each);
      }
      for (RawAgency each : agencies) {
        each.send(each.end(), new Request.AskWinners(true));
      }
      for (RawAgency each : agencies) {
        each.receive(Response.Finished.class);
        assertEquals(BETS, each.receiveWinners().size());
        each.close();
      }
    }
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    assertEquals(1, server.count("action: sorteo | result: success"));
    assertEquals(1, server.count("connections-max: expected at most"), server::log);
    assertEquals(1, server.count("only " + FILES + " files may be open (ulimit -n)"));
    assertFewLines(server, start);
    Running verify = programs.run("log", "verify", folder.resolve("office").toString());
    assertEquals(0, verify.exitCode(), verify::log);
  }

  /** Each bet is a batch, so that they fill many segments. */
  private static void deliver(RawAgency agency) throws Exception {
    for (int i = 0; i < BETS; i++) {
      agency.send(agency.nextBet());
    }
    while (agency.receive(Response.Stored.class).stored() < BETS) {
      // Cumulative.
    }
  }

  /** A line a second for each of BUSY, TIMEOUT, and that nothing can be accepted. */
  private static void assertFewLines(Running server, long startNanos) throws IOException {
    long seconds = 2 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    int lines = server.count("result: fail");
    assertTrue(lines <= 3 * seconds, () -> lines + " lines in " + seconds + " s");
  }
}
