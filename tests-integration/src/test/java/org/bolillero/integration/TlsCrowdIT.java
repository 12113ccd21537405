package org.bolillero.integration;

import static org.bolillero.integration.CrowdedOffice.report;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import org.bolillero.integration.HostileHandshakes.Way;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link CrowdIT}, over TLS. */
@Isolated("from other tests, whose processes would take the processors")
class TlsCrowdIT {
  /** With those of each slow way there are more handshakes than may go on at the same moment. */
  private static final int SLOW_OF_EACH = 70;

  /** A thread for each of them would be hundreds. */
  private static final int THREADS_MAX = 100;

  private static final int DEAF = 20;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p7AgenciesDeliverAmongThoseWhoNeverEndAHandshakeOrTakeNoAnswer() throws Exception {
    ProcessStatus.assumeOpenFiles(1_000);
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 2_000);
    Certificates certificates = certificates();
    CrowdedOffice office =
        CrowdedOffice.start(programs, data(), certificates, 2, "--write-timeout", "1");
    int port = office.port();
    long start = System.nanoTime();
    try (HostileHandshakes strangers =
            new HostileHandshakes(port, EnumSet.allOf(Way.class), SLOW_OF_EACH);
        DeafConnections _ = new DeafConnections(port, certificates, DEAF)) {
      strangers.awaitBegun(3 * SLOW_OF_EACH);
      office.assertDelivered(files);
      strangers.awaitEnded();
      office
          .server()
          .awaitLine("action: send | result: fail | ip: 127.0.0.1 | motivo: write-timeout");
      System.out.println(strangers);
      int threads = ProcessStatus.threads(office.server().pid());
      assertTrue(threads <= THREADS_MAX, () -> threads + " threads");
    }
    report("two agencies delivered their bets and were told", start, System.nanoTime());
    office.assertTakesLittleMemory();
    long seconds = 2 + Duration.ofNanos(System.nanoTime() - start).toSeconds();
    int lines = office.server().count("motivo: tls: ");
    assertTrue(lines <= seconds, () -> lines + " lines in " + seconds + " s");
    office.assertDrawnOnce();
  }

  @ParameterizedTest(name = "over TLS: {0}")
  @ValueSource(booleans = {false, true})
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p6p7ThreeThousandThatWaitTakeLittleMemoryAndAreToldSoon(boolean isSecure) throws Exception {
    int agencies = 3_000;
    ProcessStatus.assumeOpenFiles(agencies);
    Certificates certificates = isSecure ? certificates() : Certificates.NONE;
    CrowdedOffice office = CrowdedOffice.start(programs, data(), certificates, agencies);
    assertTrue(office.port() > 0); // It listens.
    long before = ProcessStatus.liveHeapBytes(office.server().pid());
    office.assertAllWaitAndAreTold(
        agencies, () -> reportEach("who waits", office, agencies, before));
  }

  @Test
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p7WhoNeverEndsAHandshakeTakesLittleMemory() throws Exception {
    int strangers = 200; // Fewer than may go on at the same moment.
    CrowdedOffice office =
        CrowdedOffice.start(programs, data(), certificates(), 1, "--handshake-timeout", "86400");
    int port = office.port();
    long before = ProcessStatus.liveHeapBytes(office.server().pid());
    try (HostileHandshakes halfOpen =
        new HostileHandshakes(port, EnumSet.of(Way.HALF_OPEN), strangers)) {
      halfOpen.awaitAnswered(strangers);
      reportEach("handshakes half done", office, strangers, before);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "bolillero.load", matches = "true")
  void p7ThousandsWhoAskWithoutListeningCannotFillTheMemory() throws Exception {
    int deaf = 3_000;
    ProcessStatus.assumeOpenFiles(deaf + 100);
    Certificates certificates = certificates();
    CrowdedOffice office =
        CrowdedOffice.start(
            programs,
            data(),
            certificates,
            40,
            "--handshake-timeout=86400",
            "--write-timeout=86400");
    int port = office.port();
    long before = ProcessStatus.liveHeapBytes(office.server().pid());
    try (DeafConnections _ = new DeafConnections(port, certificates, deaf);
        Crowd crowd = new Crowd(port, certificates, 1, 40)) {
      crowd.finish();
      crowd.awaitTold();
      reportEach("who asks without listening", office, deaf, before);
    }
    office.reportMemory();
    office.assertDrawnOnce();
  }

  private Certificates certificates() throws Exception {
    return Certificates.in(Files.createDirectory(folder.resolve("certificates")));
  }

  private Path data() {
    return folder.resolve("office");
  }

  private static void reportEach(String who, CrowdedOffice office, int count, long bytesBefore)
      throws Exception {
    long bytes = ProcessStatus.liveHeapBytes(office.server().pid()) - bytesBefore;
    System.out.printf(
        Locale.ROOT, "heap for each of %d %s: %.1f KiB%n", count, who, bytes / 1024.0 / count);
  }
}
