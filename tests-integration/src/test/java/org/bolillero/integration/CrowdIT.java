package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One server process with a heap of 256 MB, and thousands of connections. How long things took is
 * printed, and no more than that: others may want the processors, too.
 */
@Isolated("from other tests, whose processes would take the processors")
class CrowdIT {
  private static final Surroundings SMALL_HEAP = Surroundings.heap("256m");
  private static final int MEGABYTE = 1024 * 1024;
  private static final int SILENT = 1_500;
  private static final int DEAF = 3_000;
  private static final int RESIDENT_MEGABYTES_MAX = 500;

  /** With these nobody is ended for being silent, so who is served has been served among them. */
  private static final String[] NEVER = {"--handshake-timeout", "86400", "--idle-timeout", "86400"};

  /** MALFORMED, UNSUPPORTED_VERSION, UNKNOWN_AGENCY, TIMEOUT. */
  private static final int REASONS = 4;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p4p6TwoThousandThatFinishAtTheSameMomentAreAllToldOfOneDraw() throws Exception {
    int agencies = 2_000;
    ProcessStatus.assumeOpenFiles(agencies);
    Running server = server(agencies);
    try (Crowd crowd = new Crowd(server.port(), 1, agencies)) {
      crowd.awaitBrought();
      long start = System.nanoTime();
      crowd.finish();
      report("2000 finished at once and were told", start, crowd.awaitTold());
    }
    assertDrawnOnce(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 5_000})
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p6p7ThousandsThatWaitTakeLittleMemoryAndAreToldSoon(int agencies) throws Exception {
    ProcessStatus.assumeOpenFiles(agencies);
    Running server = server(agencies);
    int port = server.port();
    try (Crowd crowd = new Crowd(port, 1, agencies - 1);
        Crowd last = new Crowd(port, agencies, agencies)) {
      crowd.awaitBrought();
      crowd.finish();
      crowd.awaitFinished();
      last.awaitBrought();
      reportMemory(server);
      long start = System.nanoTime();
      last.finish();
      report(agencies + " were told after the last FINISH", start, crowd.awaitTold());
      last.awaitTold();
    }
    assertTrue(reportMemory(server) <= RESIDENT_MEGABYTES_MAX);
    assertDrawnOnce(server);
  }

  @Test
  void p7WithOnePermitFortyAgenciesReachTheDrawAmongThoseWhoNeverSayAWord() throws Exception {
    ProcessStatus.assumeOpenFiles(SILENT + 40);
    List<String> options = new ArrayList<>(List.of(NEVER));
    options.addAll(List.of("--sessions-max", "1"));
    Running server = server(40, options.toArray(String[]::new));
    int port = server.port();
    try (SilentConnections _ = new SilentConnections(port, SILENT)) {
      long start = System.nanoTime();
      try (Crowd crowd = new Crowd(port, 1, 40)) {
        crowd.finish();
        report("40 with one permit were served and told", start, crowd.awaitTold());
      }
    }
    assertDrawnOnce(server);
  }

  @Test
  void p7FiveAgenciesDeliverTheirBetsAmongSilenceAndAttacks() throws Exception {
    ProcessStatus.assumeOpenFiles(SILENT + 200);
    AgencyFiles files = AgencyFiles.realOrGenerated(programs, folder.resolve("bets"));
    Running server = server(5);
    int port = server.port();
    long start;
    long end;
    try (SilentConnections _ = new SilentConnections(port, SILENT);
        HostileStream attack = new HostileStream(port)) {
      await().atMost(Programs.PATIENCE).until(() -> attack.connections() > 100);
      start = System.nanoTime();
      assertDelivered(files, port);
      end = System.nanoTime();
      System.out.println("hostile connections meanwhile: " + attack.connections());
    }
    report("five agencies delivered their bets and were told", start, end);
    reportMemory(server);
    int lines = server.count("action: connection | result: fail");
    long seconds = 2 + Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertTrue(lines <= REASONS * seconds, () -> lines + " lines in " + seconds + " s");
    assertDrawnOnce(server);
    files.assertStored(programs, Surroundings.PLAIN, folder.resolve("office"));
  }

  @Test
  void p7AgenciesDeliverAmongThoseWhoseLargeBatchesNeverEnd() throws Exception {
    int hostile = Boolean.getBoolean("bolillero.load") ? 2_000 : 400;
    int agencies = 140;
    ProcessStatus.assumeOpenFiles(hostile + agencies);
    AgencyFiles files = AgencyFiles.realOrGenerated(programs, folder.resolve("bets"));
    Running server = server(agencies, "--frame-bytes-max", Integer.toString(MEGABYTE));
    int port = server.port();
    long start = System.nanoTime();
    try (UnfinishedBatches attack =
        new UnfinishedBatches(port, hostile, MEGABYTE, files.agencies() + 1, agencies)) {
      await().atMost(Programs.PATIENCE).until(() -> attack.begun() >= hostile);
      assertDelivered(files, port, "--no-wait");
      report("delivered among " + attack.begun() + " endless batches", start, System.nanoTime());
      reportMemory(server);
    }
    try (Crowd others = new Crowd(port, files.agencies() + 1, agencies)) {
      others.finish();
      others.awaitTold();
    }
    assertDrawnOnce(server);
  }

  /** Each of them makes the server read ahead as much as it ever does, and takes no answers. */
  @Test
  void p7ThousandsWhoAskWithoutListeningCannotFillTheMemory() throws Exception {
    ProcessStatus.assumeOpenFiles(DEAF + 100);
    Running server = server(40);
    int port = server.port();
    long start = System.nanoTime();
    try (DeafConnections _ = new DeafConnections(port, DEAF);
        Crowd crowd = new Crowd(port, 1, 40)) {
      crowd.finish();
      report("40 were served and told among the deaf", start, crowd.awaitTold());
      reportMemory(server);
    }
    assertDrawnOnce(server);
  }

  @Test
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p7MemoryDoesNotGrowWithTheNumberOfBets() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 5, 20_000_000);
    Running server = server(5);
    int port = server.port();
    long start = System.nanoTime();
    assertDelivered(files, port);
    report("20,000,000 bets were delivered and drawn", start, System.nanoTime());
    reportMemory(server);
    assertDrawnOnce(server);
    Running restarted = server(5);
    long again = System.nanoTime();
    restarted.port();
    report("the log was read again", again, System.nanoTime());
    reportMemory(restarted);
    restarted.terminate();
    assertEquals(0, restarted.exitCode(), restarted::log);
  }

  private Running server(int agencies, String... more) throws IOException {
    return programs.server(SMALL_HEAP, 0, "1-" + agencies, folder.resolve("office"), more);
  }

  private void assertDelivered(AgencyFiles files, int port, String... more) throws Exception {
    List<Running> agencies = new ArrayList<>();
    for (int id = 1; id <= files.agencies(); id++) {
      agencies.add(programs.agency(id, files.of(id), port, more));
    }
    for (Running agency : agencies) {
      assertEquals(0, agency.exitCode(), agency::log);
    }
  }

  /** Ends the server: nothing was wrong with it, and its log has one draw. */
  private void assertDrawnOnce(Running server) throws Exception {
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    assertEquals(1, server.count("action: sorteo | result: success"));
    assertEquals(0, server.count("Exception"), server::log);
    assertEquals(0, server.count("OutOfMemory"), server::log);
    Running verify = programs.run("log", "verify", folder + "/office");
    assertEquals(0, verify.exitCode(), verify::log);
    assertTrue(verify.out().contains("drawn            yes, number 7574"), verify.out());
  }

  private static void report(String what, long startNanos, long endNanos) {
    double seconds = (endNanos - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, seconds);
  }

  private static int reportMemory(Running server) throws IOException {
    int most = ProcessStatus.megabytes(server.pid(), "VmHWM");
    System.out.printf(
        "resident memory of the server: %d MB, at most %d MB, of which not files: %d MB%n",
        ProcessStatus.megabytes(server.pid(), "VmRSS"),
        most,
        ProcessStatus.megabytes(server.pid(), "RssAnon"));
    return most;
  }
}
