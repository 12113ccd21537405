package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** Brokers that are lost cost nothing: offices go on without one of them, and wait for more. */
@Tag("kafka")
@ResourceLock("brokers")
class P13BrokersIT {
  private static final int BROKERS = 3;
  private static final int BETS = 20_000;

  /** So many acknowledgements show that agencies deliver; in each there are many bets. */
  private static final int SOME = 8;

  /** Whatever was on its way when the brokers went away has arrived by then. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static Brokers brokers;
  private static OfficeTopics topics;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @BeforeAll
  static void startBrokers() throws IOException {
    brokers = Brokers.start(BROKERS);
    topics = new OfficeTopics(brokers);
  }

  @AfterAll
  static void stopBrokers() {
    topics.close();
    brokers.close();
  }

  /** Two agencies deliver to two offices. */
  private TwoOffices delivering() throws IOException {
    TwoOffices offices = new TwoOffices(programs, brokers, folder, 2, BETS);
    offices.start();
    offices.startAgencies();
    offices.one().awaitStored(SOME);
    offices.assertDelivering();
    return offices;
  }

  private int leader(TwoOffices offices) throws Exception {
    return topics.leader(offices.topic(TwoOffices.DRAW));
  }

  private static void restart(int broker) throws IOException {
    brokers.restart(broker);
    brokers.awaitUp(broker);
  }

  @Test
  void theBrokerThatLeadsIsKilledAndNobodyHasToTakeOver() throws Exception {
    TwoOffices offices = delivering();
    int killed = leader(offices);
    brokers.kill(killed);
    offices.one().awaitStored(SOME);
    restart(killed);
    assertEquals(0, offices.other().count(SharedOffice.LEADS));
    offices.complete();
  }

  @Test
  void nobodyIsAcknowledgedWhileTwoOfThreeBrokersAreAwayAndThenTheSameOfficeGoesOn()
      throws Exception {
    TwoOffices offices = delivering();
    int first = leader(offices);
    int second = first % BROKERS + 1;
    brokers.kill(first);
    brokers.kill(second);
    int acknowledged = awaitQuiet(offices);
    offices.assertDelivering();
    // Longer than a leader may be silent.
    await().during(Duration.ofSeconds(12)).until(() -> acknowledged(offices) == acknowledged);
    brokers.restart(first);
    restart(second);
    brokers.awaitUp(first);
    await().atMost(Programs.PATIENCE).until(() -> acknowledged(offices) > acknowledged);
    assertEquals(0, offices.other().count(SharedOffice.LEADS));
    offices.complete();
  }

  @Test
  void nothingIsLostWhenAllBrokersAreKilledAndStartedAgain() throws Exception {
    TwoOffices offices = delivering();
    for (int broker = 1; broker <= BROKERS; broker++) {
      brokers.kill(broker);
    }
    int acknowledged = awaitQuiet(offices);
    for (int broker = 1; broker <= BROKERS; broker++) {
      brokers.restart(broker);
    }
    for (int broker = 1; broker <= BROKERS; broker++) {
      brokers.awaitUp(broker);
    }
    await().atMost(Programs.PATIENCE).until(() -> acknowledged(offices) > acknowledged);
    offices.complete();
  }

  @Test
  void aBrokerWhoseDiskIsFullIsDoneWithout() throws Exception {
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(mounted, "128m")) {
      String data = brokers.data(BROKERS).toString();
      String small = mounted.resolve("data").toString();
      brokers.kill(BROKERS);
      disk.run("cp", "-a", data, small);
      disk.run("mount", "--bind", small, data);
      brokers.restart(BROKERS, disk.inside().prefix());
      brokers.awaitUp(BROKERS);
      TwoOffices offices = delivering();
      disk.fill(mounted.resolve("filler"));
      brokers.awaitEnd(BROKERS);
      offices.one().awaitStored(SOME);
      disk.run("umount", data);
      disk.run("rm", "-r", data, mounted.resolve("filler").toString());
      disk.run("cp", "-a", small, data);
      restart(BROKERS);
      assertEquals(0, offices.other().count(SharedOffice.LEADS));
      offices.complete();
    }
  }

  private static int acknowledged(TwoOffices offices) throws IOException {
    return offices.one().count(Intake.STORED) + offices.other().count(Intake.STORED);
  }

  private static int awaitQuiet(TwoOffices offices) throws IOException {
    int before = -1;
    int now = acknowledged(offices);
    while (now != before) {
      before = now;
      await().pollDelay(QUIET).until(() -> true);
      now = acknowledged(offices);
    }
    return now;
  }
}
