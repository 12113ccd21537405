package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bolillero.cli.Programs.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server, again and again, in the middle of the intake. Also {@code kill -9}
 * of an agency, which is then started again.
 */
class KillLoopIT {
  private static final int KILLS = 25;
  private static final String STORED = "action: apuesta_recibida | result: success";
  private static final String DRAWN = "action: sorteo | result: success";

  @TempDir Path folder;
  private Programs programs;

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void killAll() {
    programs.close();
  }

  @Test
  void p1p2p4EveryBetIsStoredOnceAndDrawnOnceHoweverOftenTheServerIsKilled() throws Exception {
    long seed = Long.getLong("bolillero.seed", System.nanoTime());
    Random random = new Random(seed);
    programs.run(
        "generate", "--agencies", "2", "--bets", "60000", "--out", folder.resolve("b").toString());
    List<Path> files = List.of(folder.resolve("b/agency-1.csv"), folder.resolve("b/agency-2.csv"));
    Path office = folder.resolve("office");
    int port = freePort();
    // Small batches make the intake long enough to be killed so often.
    String[] slowly = {"--batch-max", "1", "--retry-seconds", "120"};
    Running first = programs.agency(1, files.get(0), port, slowly);
    Running second = programs.agency(2, files.get(1), port, slowly);
    int draws = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      Running server = server(port, office);
      int answers = 1 + random.nextInt(8);
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> server.count(STORED) >= answers);
      server.kill();
      assertTrue(first.isAlive() || second.isAlive(), "killed after the intake, seed " + seed);
      draws += server.count(DRAWN);
      if (kill == KILLS / 2) {
        second.kill();
        second = programs.agency(2, files.get(1), port, slowly);
      }
    }
    Running last = server(port, office);
    assertEquals(0, first.exitCode(), () -> "seed " + seed);
    assertEquals(0, second.exitCode(), () -> "seed " + seed);
    last.terminate();
    assertEquals(0, last.exitCode());
    assertEquals(1, draws + last.count(DRAWN), "draws, seed " + seed);
    assertEquals(expectedDump(files), dump(office), "seed " + seed);
    assertEquals(0, programs.run("log", "verify", office.toString()).exitCode());
  }

  private Running server(int port, Path office) throws IOException {
    return programs.start(
        "server",
        "--port",
        Integer.toString(port),
        "--agencies",
        "1-2",
        "--data",
        office.toString());
  }

  /** The bets of all files, agency by agency. */
  private static List<String> expectedDump(List<Path> files) throws IOException {
    List<String> first = Files.readAllLines(files.get(0), UTF_8);
    List<String> second = Files.readAllLines(files.get(1), UTF_8);
    return Stream.concat(
            first.stream().map(line -> "1," + line), second.stream().map(line -> "2," + line))
        .toList();
  }

  /** The bets of the log, sorted by agency; each agency's stay in their order. */
  private List<String> dump(Path office) throws Exception {
    return programs
        .run("log", "dump", office.toString())
        .out()
        .lines()
        .sorted(Comparator.comparingInt(line -> line.charAt(0)))
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
