package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.integration.Certificates.NONE;
import static org.bolillero.integration.CrowdedOffice.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final int MEGABYTE = 1024 * 1024;
  private static final int SILENT = 1_500;
  private static final int DEAF = 3_000;

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
    CrowdedOffice office = office(agencies);
    try (Crowd crowd = new Crowd(office.port(), NONE, 1, agencies)) {
      crowd.awaitBrought();
      long start = System.nanoTime();
      crowd.finish();
      report("2000 finished at once and were told", start, crowd.awaitTold());
    }
    office.assertDrawnOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 5_000})
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p6p7ThousandsThatWaitTakeLittleMemoryAndAreToldSoon(int agencies) throws Exception {
    ProcessStatus.assumeOpenFiles(agencies);
    CrowdedOffice office = office(agencies);
    office.assertAllWaitAndAreTold(agencies, office::reportMemory);
  }

  @Test
  void p7WithOnePermitFortyAgenciesReachTheDrawAmongThoseWhoNeverSayAWord() throws Exception {
    ProcessStatus.assumeOpenFiles(SILENT + 40);
    List<String> options = new ArrayList<>(List.of(NEVER));
    options.addAll(List.of("--sessions-max", "1"));
    CrowdedOffice office = office(40, options.toArray(String[]::new));
    int port = office.port();
    try (SilentConnections _ = new SilentConnections(port, NONE, SILENT)) {
      long start = System.nanoTime();
      try (Crowd crowd = new Crowd(port, NONE, 1, 40)) {
        crowd.finish();
        report("40 with one permit were served and told", start, crowd.awaitTold());
      }
    }
    office.assertDrawnOnce();
  }

  @Test
  void p7FiveAgenciesDeliverTheirBetsAmongSilenceAndAttacks() throws Exception {
    ProcessStatus.assumeOpenFiles(SILENT + 200);
    AgencyFiles files = AgencyFiles.realOrGenerated(programs, folder.resolve("bets"));
    CrowdedOffice office = office(5);
    int port = office.port();
    long start;
    long end;
    try (SilentConnections _ = new SilentConnections(port, NONE, SILENT);
        HostileStream attack = new HostileStream(port)) {
      await().atMost(Programs.PATIENCE).until(() -> attack.connections() > 100);
      start = System.nanoTime();
      office.assertDelivered(files);
      end = System.nanoTime();
      System.out.println("hostile connections meanwhile: " + attack.connections());
    }
    report("five agencies delivered their bets and were told", start, end);
    office.reportMemory();
    int lines = office.server().count("action: connection | result: fail");
    long seconds = 2 + Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertTrue(lines <= REASONS * seconds, () -> lines + " lines in " + seconds + " s");
    office.assertDrawnOnce();
    files.assertStored(programs, Surroundings.PLAIN, folder.resolve("office"));
  }

  @Test
  void p7AgenciesDeliverAmongThoseWhoseLargeBatchesNeverEnd() throws Exception {
    int hostile = Boolean.getBoolean("bolillero.load") ? 2_000 : 400;
    int agencies = 140;
    ProcessStatus.assumeOpenFiles(hostile + agencies);
    AgencyFiles files = AgencyFiles.realOrGenerated(programs, folder.resolve("bets"));
    CrowdedOffice office = office(agencies, "--frame-bytes-max", Integer.toString(MEGABYTE));
    int port = office.port();
    long start = System.nanoTime();
    try (UnfinishedBatches attack =
        new UnfinishedBatches(port, hostile, MEGABYTE, files.agencies() + 1, agencies)) {
      await().atMost(Programs.PATIENCE).until(() -> attack.begun() >= hostile);
      office.assertDelivered(files, "--no-wait");
      report("delivered among " + attack.begun() + " endless batches", start, System.nanoTime());
      office.reportMemory();
    }
    try (Crowd others = new Crowd(port, NONE, files.agencies() + 1, agencies)) {
      others.finish();
      others.awaitTold();
    }
    office.assertDrawnOnce();
  }

  /** Each of them makes the server read ahead as much as it ever does, and takes no answers. */
  @Test
  void p7ThousandsWhoAskWithoutListeningCannotFillTheMemory() throws Exception {
    ProcessStatus.assumeOpenFiles(DEAF + 100);
    CrowdedOffice office = office(40);
    int port = office.port();
    long start = System.nanoTime();
    try (DeafConnections _ = new DeafConnections(port, NONE, DEAF);
        Crowd crowd = new Crowd(port, NONE, 1, 40)) {
      crowd.finish();
      report("40 were served and told among the deaf", start, crowd.awaitTold());
      office.reportMemory();
    }
    office.assertDrawnOnce();
  }

  @Test
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p7MemoryDoesNotGrowWithTheNumberOfBets() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 5, 20_000_000);
    CrowdedOffice office = office(5);
    office.port(); // It listens.
    long start = System.nanoTime();
    office.assertDelivered(files);
    report("20,000,000 bets were delivered and drawn", start, System.nanoTime());
    office.reportMemory();
    office.assertDrawnOnce();
    CrowdedOffice restarted = office(5);
    long again = System.nanoTime();
    restarted.port();
    report("the log was read again", again, System.nanoTime());
    restarted.reportMemory();
    restarted.server().terminate();
    assertEquals(0, restarted.server().exitCode(), restarted.server()::log);
  }

  private CrowdedOffice office(int agencies, String... more) throws Exception {
    return CrowdedOffice.start(programs, folder.resolve("office"), NONE, agencies, more);
  }
}
