package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bolillero.brokers.Brokers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An office that is lost costs nothing, and the other one goes on. */
@Tag("kafka")
@ResourceLock("brokers")
class P13OfficesIT {
  private static final int BETS = 6_000;
  private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(15);

  private static Brokers brokers;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @BeforeAll
  static void startBrokers() throws IOException {
    brokers = Brokers.start(3);
  }

  @AfterAll
  static void stopBrokers() {
    brokers.close();
  }

  private TwoOffices offices(int bets) throws IOException {
    return new TwoOffices(programs, brokers, folder, 2, bets);
  }

  @Test
  void theStandbyLeadsSoonAfterTheLeaderIsKilledAndTheAgenciesGoOnThere() throws Exception {
    TwoOffices offices = offices(BETS);
    offices.start();
    offices.startAgencies();
    offices.one().awaitStored(100);
    offices.assertDelivering();
    offices.one().running().kill();
    long diedNanos = System.nanoTime();
    offices.other().awaitLead();
    Duration taken = Duration.ofNanos(System.nanoTime() - diedNanos);
    assertTrue(taken.compareTo(TAKE_OVER_MAX) < 0, () -> "it took " + taken);
    offices.complete();
    assertTrue(offices.other().count(Intake.STORED) > 0, "the first one had all");
  }
}
