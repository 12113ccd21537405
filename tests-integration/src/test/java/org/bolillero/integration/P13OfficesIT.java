package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.ExitCode;
import org.bolillero.integration.Programs.Running;
import org.bolillero.protocol.Protocol;
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
  private static final int BETS = 20_000;
  private static final int FEW_BETS = 1_000;

  /** So many acknowledgements show that agencies deliver; in each there are many bets. */
  private static final int SOME = 8;

  private static final int SOLD_EARLY = 6;
  private static final String SEALED = "action: sello | result: success";
  private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(15);

  /** Who has heard nothing for so long takes the leader for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

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
    offices.one().awaitStored(SOME);
    offices.assertDelivering();
    offices.one().running().kill();
    long diedNanos = System.nanoTime();
    offices.other().awaitLead();
    Duration taken = Duration.ofNanos(System.nanoTime() - diedNanos);
    assertTrue(taken.compareTo(TAKE_OVER_MAX) < 0, () -> "it took " + taken);
    offices.complete();
    assertTrue(offices.other().count(Intake.STORED) > 0, "the first one had all");
  }

  @Test
  void theStandbyLeadsAtOnceWhenTheLeaderIsTerminated() throws Exception {
    TwoOffices offices = offices(BETS);
    offices.start();
    offices.startAgencies();
    offices.one().awaitStored(SOME);
    offices.assertDelivering();
    offices.one().terminate();
    long endedNanos = System.nanoTime();
    offices.other().awaitLead();
    Duration taken = Duration.ofNanos(System.nanoTime() - endedNanos);
    assertTrue(taken.compareTo(SILENCE) < 0, () -> "it took " + taken);
    offices.complete();
    assertTrue(offices.other().count(Intake.STORED) > 0, "the first one had all");
  }

  /**
   * A batch lies in its socket when it wakes up: the worst moment, as it leads, for all it knows.
   */
  @Test
  void aPausedLeaderAcknowledgesNothingWhenItWakesUpAndEnds() throws Exception {
    TwoOffices offices = offices(BETS);
    offices.start();
    try (Seller early = new Seller(offices.one()::port, Protocol.VERSION, TwoOffices.DRAW, 1)) {
      early.resume();
      early.reconnect();
      early.sell(SOLD_EARLY);
      offices.one().signal("STOP");
      offices.other().awaitLead();
      offices.startAgencies();
      offices.other().awaitStored(SOME);
      offices.assertDelivering();
      early.sendNext();
      offices.one().signal("CONT");
      early.assertNotStored();
    }
    Running paused = offices.one().running();
    assertEquals(ExitCode.TAKEN_OVER.code(), paused.exitCode(), paused::log);
    assertTrue(paused.err().contains("dos leads"), paused::log);
    offices.complete();
  }

  /** The draw's number is known, so that it is held a moment after the seal. */
  @Test
  void aDrawWhoseOfficeIsKilledAfterTheSealIsHeldOnceByTheOther() throws Exception {
    TwoOffices offices = offices(FEW_BETS);
    offices.start();
    offices.startAgencies();
    offices.one().killAt(SEALED);
    offices.other().awaitLead();
    offices.complete();
  }

  /** Officials decide when it is held, so that nobody can be too late to kill. */
  @Test
  void aSealedDrawWaitsForItsNumberInTheOfficeThatTakesOver() throws Exception {
    TwoOffices offices = offices(FEW_BETS);
    offices.startWithOfficials();
    try (Control control = offices.one().control()) {
      control.post("", DrawOffice.terms(TwoOffices.DRAW, 2, 1)).done();
      offices.startAgencies();
      await().until(() -> control.state(TwoOffices.DRAW).equals("sealed"));
    }
    offices.one().running().kill();
    offices.other().awaitLead();
    try (Control control = offices.other().control()) {
      assertEquals("sealed", control.state(TwoOffices.DRAW));
      control
          .post(
              "/" + TwoOffices.DRAW + "/number",
              DrawOffice.number(RealOffice.WINNING_NUMBER, "ana"))
          .done();
    }
    offices.complete();
  }

  @Test
  void anOfficeWhoseReplicaFindsNoRoomEndsAndTheOtherGoesOn() throws Exception {
    TwoOffices offices = offices(BETS);
    try (SmallDisk disk = SmallDisk.mount(offices.one().folder(), "8m")) {
      offices.one().lives(disk.inside());
      offices.start();
      offices.startAgencies();
      offices.one().awaitStored(SOME);
      disk.fill(offices.one().folder().resolve("filler"));
      Running full = offices.one().running();
      Intake.assertDiskFailed(full, "a full disk under the replica");
      assertTrue(full.err().contains("No space left on device"), full::log);
      offices.other().awaitLead();
      offices.assertDelivering();
      disk.run("rm", offices.one().folder().resolve("filler").toString());
      offices.complete();
    }
  }
}
