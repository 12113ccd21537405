package org.bolillero.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.PlainBatch.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BetStreamDigestTest {
  @Test
  void itDoesNotDependOnHowTheBetsWereCut() {
    Seed.run(random -> {
      for (int round = 0; round < 200; round++) {
        List<Bet> bets = Bets.random(random, random.nextInt(1, 80), BetRules.NUMBER_MAX);
        assertEquals(plainDigest(bets), digestCutAtRandom(random, bets).toString());
      }
    });
  }

  @Test
  void thereIsOneOfNoBets() {
    assertEquals(plainDigest(List.of()), new BetStreamDigest().value().toString());
    assertEquals(
        "2dba5dbc339e7316aea2683faf839c1b7b1ee2313db792112588118df066aa35",
        new BetStreamDigest().value().toString());
  }

  @Test
  void askingForItChangesNothing() {
    List<Bet> bets = List.of(Bets.bet("1", 1), Bets.bet("2", 2));
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(Bets.batch(bets.getFirst()));
    Digest first = digest.value();
    assertEquals(first, digest.value());
    digest.update(Bets.batch(bets.getLast()));
    assertEquals(plainDigest(bets), digest.value().toString());
    assertEquals(plainDigest(bets.subList(0, 1)), first.toString());
  }

  @Test
  void theOrderOfTheBetsCounts() {
    Bet one = Bets.bet("1", 1);
    Bet two = Bets.bet("2", 1);
    assertNotEquals(plainDigest(List.of(one, two)), digest(Bets.batch(two, one)).toString());
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheSameWhereverTheBatchLies(Placement placement) throws Exception {
    BetBatch batch = Bets.batch(Bets.bet("1", 1), Bets.bet("22", 2));
    ByteBuffer placed = placement.place(Bets.bytes(batch.bytes()));
    assertEquals(digest(batch), digest(BetBatch.parse(placed)));
  }

  private static Digest digestCutAtRandom(RandomGenerator random, List<Bet> bets) {
    BetStreamDigest digest = new BetStreamDigest();
    int start = 0;
    while (start < bets.size()) {
      int end = random.nextInt(start, bets.size()) + 1;
      digest.update(Bets.batch(bets.subList(start, end)));
      start = end;
    }
    return digest.value();
  }

  private static Digest digest(BetBatch batch) {
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(batch);
    return digest.value();
  }

  private static String plainDigest(List<Bet> bets) {
    return new PlainBatch(bets.stream().map(Row::of).toList()).digest();
  }
}
