package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bolillero.integration.RandomAgency.Temper;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real agencies and a real office, and between them a network that splits, delays, loses, closes
 * and resets. Agencies come back by themselves or are started again with another batch size, some
 * run twice at the same moment, and some offices stop in the middle and are started again.
 */
class P2P4FaultyNetworkTest {
  private static final int ROUNDS = 160;
  private static final int ROUNDS_TLS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final Faults faults = new Faults();
  private Certificates certificates = Certificates.NONE;

  @Test
  void everyBetIsStoredOnceAndInOrderAndThereIsOneDraw() throws Exception {
    if (Rounds.run(getClass(), ROUNDS, this::round)) {
      assertEquals(Set.of(), faults.missing(), () -> "faults that never happened; " + faults);
    }
  }

  /** What is encrypted breaks off in other places, and just as much is sent again. */
  @Test
  void overTlsTooEveryBetIsStoredOnceAndInOrderAndThereIsOneDraw() throws Exception {
    certificates = Certificates.in(folder);
    Rounds.run(getClass(), ROUNDS_TLS, this::round);
  }

  private void round(long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    Path own = Files.createDirectory(folder.resolve(Long.toString(seed)));
    Faults happened = new Faults();
    List<List<Bet>> bets = new ArrayList<>();
    for (int count = random.nextInt(1, 4), id = 1; id <= count; id++) {
      bets.add(Bets.of(id, random.nextInt(400)));
    }
    try (RealOffice office =
            new RealOffice(own.resolve("office"), bets.size(), certificates.ofOffice());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      office.start();
      try {
        List<Future<Optional<List<String>>>> first = new ArrayList<>();
        List<Future<Optional<List<String>>>> rivals = new ArrayList<>();
        for (int id = 1; id <= bets.size(); id++) {
          Path file = Bets.write(own.resolve(id + ".csv"), bets.get(id - 1));
          boolean isRacing = random.nextInt(4) == 0;
          Temper temper = isRacing ? Temper.STUBBORN : Temper.ALONE;
          first.add(
              threads.submit(
                  new RandomAgency(
                      id,
                      file,
                      office::port,
                      temper,
                      happened,
                      random.nextLong(),
                      certificates.ofAgency(id))));
          rivals.add(
              isRacing
                  ? threads.submit(
                      new RandomAgency(
                          id,
                          file,
                          office::port,
                          Temper.YIELDING,
                          happened,
                          random.nextLong(),
                          certificates.ofAgency(id)))
                  : first.getLast());
        }
        restart(office, random, happened, first);
        for (int i = 0; i < bets.size(); i++) {
          List<String> winners = Bets.winners(bets.get(i));
          assertEquals(Optional.of(winners), resultOf(first.get(i)));
          assertEquals(winners, resultOf(rivals.get(i)).orElse(winners));
        }
      } finally {
        threads.shutdownNow();
      }
      for (int id = 1; id <= bets.size(); id++) {
        office.stored(id).assertDrawnWith(bets.get(id - 1));
      }
    }
    faults.add(happened);
  }

  /** Stops the office after some bytes, none to two times, and starts it again. */
  private static void restart(
      RealOffice office, RandomGenerator random, Faults happened, List<? extends Future<?>> jobs)
      throws Exception {
    for (int restarts = random.nextInt(3); restarts > 0; restarts--) {
      long bytes = happened.bytes() + random.nextInt(20_000);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> happened.bytes() >= bytes || jobs.stream().allMatch(Future::isDone));
      office.stop();
      office.start();
    }
  }

  private static <T> T resultOf(Future<T> job) throws Exception {
    return job.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
