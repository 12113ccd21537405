package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.bolillero.client.testing.CollectedRows;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostConnectionTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 200);
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @TempDir private Path folder;

  /**
   * Connections are cut after a random number of bytes in either direction: within messages,
   * between them, before and after the office has stored what it got, with and without its answer.
   */
  @Test
  void everyBetIsStoredOnceAndInOrderWhereverConnectionsAreCut() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      RandomGenerator random = new Random(seed);
      List<Bet> bets = bets(random.nextInt(400));
      List<String> winners = bets.stream().limit(random.nextInt(5)).map(Bet::document).toList();
      Path file = TestAgency.write(folder, bets);
      try (TestOffice office = new TestOffice()) {
        AtomicInteger cutsLeft = new AtomicInteger(random.nextInt(30));
        office.cut(() -> cutsLeft.getAndDecrement() > 0 ? cut(random) : Cut.NONE);
        office.draw(winners);
        DeliverySettings delivery =
            TestAgency.deliveryInBatches(
                1 + random.nextInt(60), file, "--expect-bets=" + bets.size());
        AgencySettings settings = TestAgency.settings(office, Duration.ofDays(1));
        try (Agency agency = TestAgency.agency(settings)) {
          assertEquals(winners, TestAgency.winners(agency, delivery));
        }
        assertEquals(bets, office.bets());
        assertTrue(office.isFinished());
      } catch (Throwable e) {
        throw new AssertionError("run again with -Drounds=1 -Dseed=" + seed, e);
      }
    }
  }

  /**
   * The rows that are given away and the bets that are stored are the file, wherever sales close.
   */
  @Test
  void everyBetIsEitherStoredOrGivenBackWhereverConnectionsAreCutAndSalesClose() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      RandomGenerator random = new Random(seed);
      List<Bet> bets = bets(1 + random.nextInt(400));
      Path file = TestAgency.write(folder, bets);
      try (TestOffice office = new TestOffice().closeAt(random.nextInt(bets.size()))) {
        AtomicInteger cutsLeft = new AtomicInteger(random.nextInt(30));
        office.cut(() -> cutsLeft.getAndDecrement() > 0 ? cut(random) : Cut.NONE);
        DeliverySettings delivery =
            TestAgency.deliveryInBatches(1 + random.nextInt(60), file, "--no-wait");
        AgencySettings settings = TestAgency.settings(office, Duration.ofDays(1));
        for (int run = 0; run < 2; run++) {
          CollectedRows rows = new CollectedRows();
          try (Agency agency = TestAgency.agency(settings)) {
            assertThrows(
                SalesClosedException.class,
                () -> agency.submit(delivery, _ -> {}, WinnersTarget.NONE, rows));
          }
          int counted = office.bets().size();
          assertEquals(bets.subList(0, counted), office.bets());
          String rest =
              bets.stream()
                  .skip(counted)
                  .map(bet -> TestAgency.row(bet) + "\n")
                  .collect(Collectors.joining());
          assertEquals(List.of(rest, "the end"), rows.parts());
          assertTrue(office.isFinished());
        }
      } catch (Throwable e) {
        throw new AssertionError("run again with -Drounds=1 -Dseed=" + seed, e);
      }
    }
  }

  /** After few bytes as often as after many. */
  private static Cut cut(RandomGenerator random) {
    return new Cut(1L << random.nextInt(15), 10 + random.nextInt(1 << (1 + random.nextInt(9))));
  }
}
