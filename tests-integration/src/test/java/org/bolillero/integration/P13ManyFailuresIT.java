package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.bolillero.brokers.Brokers;
import org.bolillero.fuzz.Seed;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Offices and brokers that are lost, one after another. {@code -Dbolillero.failures=N} are so many
 * failures, {@code -Dbolillero.takeovers=N} so many take-overs whose time is taken.
 */
@Tag("kafka")
@Tag("long")
@ResourceLock("brokers")
class P13ManyFailuresIT {
  private static final int AGENCIES = 2;
  private static final int BETS_A_FAILURE = 900;
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

  @Test
  void theStandbyLeadsSoonAfterEachKill() throws Exception {
    TwoOffices offices = new TwoOffices(programs, brokers, folder, AGENCIES, BETS_A_FAILURE);
    offices.start();
    List<Duration> taken = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("bolillero.takeovers", 10); i++) {
      SharedOffice killed = offices.leader();
      SharedOffice standby = offices.standby();
      killed.running().kill();
      long diedNanos = System.nanoTime();
      standby.awaitLead();
      taken.add(Duration.ofNanos(System.nanoTime() - diedNanos));
      offices.start(killed);
      killed.awaitStandby();
    }
    taken.sort(null);
    System.out.printf(
        "took over within %d ms (median), %d ms (worst) of %d%n",
        taken.get(taken.size() / 2).toMillis(), taken.getLast().toMillis(), taken.size());
    assertTrue(taken.getLast().compareTo(TAKE_OVER_MAX) < 0, taken::toString);
    offices.startAgencies();
    offices.complete();
  }

  @Test
  void nothingIsLostOrDoubledWhateverFailsMeanwhile() throws Exception {
    Seed.run(this::failAllTheTime);
  }

  private void failAllTheTime(RandomGenerator random) throws Exception {
    int failures = Integer.getInteger("bolillero.failures", 50);
    TwoOffices offices =
        new TwoOffices(programs, brokers, folder, AGENCIES, failures * BETS_A_FAILURE);
    offices.start();
    TreeMap<String, Integer> tally = new TreeMap<>();
    List<Seller> sellers = sellers(offices);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= failures; i++) {
        long goal = (long) i * BETS_A_FAILURE;
        List<Future<?>> selling = new ArrayList<>();
        for (Seller each : sellers) {
          selling.add(
              threads.submit(() -> {
                each.sellHowever(goal);
                return true;
              }));
        }
        SharedFailure failure = SharedFailure.any(random);
        failure.happen(offices, brokers, random);
        tally.merge(failure.toString(), 1, Integer::sum);
        for (Future<?> each : selling) {
          each.get();
        }
        offices.heal().forEach(end -> tally.merge(end, 1, Integer::sum));
      }
    } finally {
      System.out.println(tally);
    }
    for (Seller each : sellers) {
      each.close();
    }
    offices.startAgencies();
    offices.complete();
  }

  /** Each tries one office and the other in turn. */
  private static List<Seller> sellers(TwoOffices offices) {
    List<Seller> sellers = new ArrayList<>();
    for (int agency = 1; agency <= AGENCIES; agency++) {
      AtomicInteger tries = new AtomicInteger();
      Seller seller =
          new Seller(
              () ->
                  tries.getAndIncrement() % 2 == 0 ? offices.one().port() : offices.other().port(),
              Protocol.VERSION,
              TwoOffices.DRAW,
              agency);
      seller.reconnect();
      sellers.add(seller);
    }
    return sellers;
  }
}
