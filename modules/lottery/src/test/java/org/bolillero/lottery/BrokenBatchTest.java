package org.bolillero.lottery;

import static org.bolillero.lottery.Bets.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.PlainBatch.Place;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, they are either no batch, or one that can be asked everything. */
class BrokenBatchTest {
  @Test
  void aTruncatedBatchIsRefused() {
    Seed.run(random -> {
      byte[] whole = someBatch(random);
      for (int length = 0; length < whole.length; length++) {
        ByteBuffer part = Placement.any(random).place(Arrays.copyOf(whole, length));
        assertThrows(MalformedBatchException.class, () -> BetBatch.parse(part));
      }
    });
  }

  @Test
  void aBatchWithBytesBehindItIsRefused() {
    Seed.run(random -> {
      byte[] whole = someBatch(random);
      for (int more = 1; more <= 300; more++) {
        byte[] extended = new byte[whole.length + more];
        random.nextBytes(extended);
        System.arraycopy(whole, 0, extended, 0, whole.length);
        ByteBuffer source = Placement.any(random).place(extended);
        assertThrows(MalformedBatchException.class, () -> BetBatch.parse(source));
      }
    });
  }

  @Test
  void noBetsAreNoBatch() {
    assertThrows(
        MalformedBatchException.class, () -> BetBatch.parse(ByteBuffer.wrap(new byte[] {0, 0})));
  }

  @Test
  void everyChangeOfOneByteIsRefusedOrReadAsItStands() {
    Seed.run(random -> {
      byte[] bytes = someBatch(random);
      for (int at = 0; at < bytes.length; at++) {
        byte original = bytes[at];
        for (int value = 0; value < 256; value++) {
          bytes[at] = (byte) value;
          expectThePlainReading(random, bytes);
        }
        bytes[at] = original;
      }
    });
  }

  @Test
  void randomBytesAreRefusedOrReadAsTheyStand() {
    Seed.run(random -> {
      for (int round = 0; round < 100_000; round++) {
        byte[] bytes = new byte[random.nextInt(2, 200)];
        random.nextBytes(bytes);
        bytes[0] = 0;
        bytes[1] = (byte) random.nextInt(4);
        if (random.nextBoolean()) {
          smallen(bytes);
        }
        expectThePlainReading(random, bytes);
      }
    });
  }

  /** Makes lengths of bytes that are near each other, so that many garbled batches do fit. */
  private static void smallen(byte[] bytes) {
    for (int i = 2; i < bytes.length; i++) {
      bytes[i] &= 0x1F;
    }
  }

  /** Small enough that every byte of it can be changed into every other. */
  private static byte[] someBatch(RandomGenerator random) {
    return Bets.bytes(Bets.batch(Bets.random(random, 3, 3)).bytes());
  }

  private static void expectThePlainReading(RandomGenerator random, byte[] bytes)
      throws MalformedBatchException {
    ByteBuffer source = Placement.any(random).place(bytes);
    Optional<PlainBatch> plain = PlainBatch.parse(bytes);
    if (plain.isEmpty()) {
      assertThrows(MalformedBatchException.class, () -> BetBatch.parse(source));
      return;
    }
    BetBatch batch = BetBatch.parse(source);
    int iterated = 0;
    for (Bet bet : batch) {
      PlainBatch.Row row = plain.get().rows().get(iterated++);
      assertEquals(row.toBet(), bet);
      assertEquals(plain.get().documents(row.number()), Bets.documents(batch, row.number()));
    }
    assertEquals(plain.get().rows().size(), iterated);
    assertEquals(
        plain.get().firstProblem(TODAY),
        batch.firstProblem(TODAY).map(problem -> new Place(problem.position(), problem.field())));
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(batch);
    assertEquals(plain.get().digest(), digest.value().toString());
  }
}
