package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * One office on one folder and one port, whose servers come and go, and the agencies that bring it
 * their files meanwhile.
 */
final class Intake {
  static final String STORED = "action: apuesta_recibida | result: success";
  static final String FINISHED = "action: finish | result: success";
  private static final String DRAWN = "action: sorteo | result: success";
  private static final int STORAGE_FAILED = 8;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private final Programs programs;
  private final AgencyFiles files;
  private final Path office;
  private final String[] agencyOptions;
  private final int port = freePort();
  private final List<Running> servers = new ArrayList<>();
  private final List<Running> agencies = new ArrayList<>();

  /**
   * Starts nothing yet.
   *
   * @param office the folder of the log
   * @param betsAtOnce how many bets a batch has; few of them make the intake long
   */
  Intake(Programs programs, AgencyFiles files, Path office, int betsAtOnce) throws IOException {
    this.programs = programs;
    this.files = files;
    this.office = office;
    this.agencyOptions = new String[] {"--batch-max", Integer.toString(betsAtOnce)};
  }

  /**
   * A port that nobody listens on, and that nobody else was given. It is none that the system gives
   * to outgoing connections: while no server is there, an agency could get it and so be connected
   * with itself.
   */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (GIVEN.add(port)) {
          return port;
        }
      } catch (BindException _) {
        // Try another one.
      }
    }
  }

  void startAgencies() throws IOException {
    for (int id = 1; id <= files.agencies(); id++) {
      startAgency(id);
    }
  }

  /** Starts the next agency; they begin with 1. */
  void startAgency(int id) throws IOException {
    agencies.add(start(id));
  }

  private Running start(int id) throws IOException {
    return programs.agency(id, files.of(id), port, agencyOptions);
  }

  /** Kills an agency and starts it again. */
  void killAgency(int id) throws IOException {
    agencies.get(id - 1).kill();
    agencies.set(id - 1, start(id));
  }

  /** Starts the next server; the one before must have ended. */
  Running serve(Surroundings surroundings, String... options) throws IOException {
    Running server = programs.server(surroundings, port, "1-" + files.agencies(), office, options);
    servers.add(server);
    return server;
  }

  /** Whether an agency has something to do yet. */
  boolean isGoingOn() {
    return agencies.stream().anyMatch(Running::isAlive);
  }

  /**
   * Whether the draw is about to be held, or was. An agency that was started again after it had
   * finished does not say so once more; then the draw itself tells.
   */
  boolean isAtTheDraw() throws IOException {
    boolean finished = true;
    for (Running agency : agencies) {
      finished &= agency.count(FINISHED) > 0;
    }
    return finished || !isGoingOn() || draws() > 0;
  }

  private int draws() throws IOException {
    int draws = 0;
    for (Running server : servers) {
      draws += server.count(DRAWN);
    }
    return draws;
  }

  /** The server has ended because of its disk, and has said so in one line, for people. */
  static void assertDiskFailed(Running server, String fault)
      throws IOException, InterruptedException {
    assertEquals(STORAGE_FAILED, server.exitCode(), () -> fault + ": " + server.log());
    List<String> errors =
        server.err().lines().filter(line -> line.startsWith("bolillero: ")).toList();
    assertEquals(1, errors.size(), () -> fault + ": " + server.log());
    assertFalse(server.err().contains("\tat "), server::log);
    assertFalse(server.err().contains("Exception"), () -> fault + ": " + server.log());
  }

  /** All agencies still try, and at least one of them was told why it has to. */
  void assertAgenciesComeBack() throws IOException {
    int told = 0;
    for (Running agency : agencies) {
      assertTrue(agency.isAlive(), agency::log);
      told += agency.count("the office says UNAVAILABLE");
    }
    assertTrue(told > 0, "nobody was told to come back");
  }

  /**
   * Waits until all agencies have had their winners and ends the server, which must have been
   * started before. Then every bet is in the log exactly once, and there was one draw.
   *
   * @return how many servers have logged the draw; one, unless it was killed or failed just then
   */
  int complete(Surroundings surroundings) throws IOException, InterruptedException {
    for (Running agency : agencies) {
      assertEquals(0, agency.exitCode(), agency::log);
    }
    Running last = servers.getLast();
    // It may have been started a moment ago; a JVM that has not begun yet ends with 143.
    assertTrue(last.port() > 0);
    last.terminate();
    assertEquals(0, last.exitCode(), last::log);
    files.assertStored(programs, surroundings, office);
    Running info = programs.run(surroundings, "log", "info", office.toString());
    assertTrue(info.out().contains("drawn            yes, number 7574"), info.out());
    int draws = draws();
    assertTrue(draws <= 1, "drawn " + draws + " times");
    return draws;
  }
}
