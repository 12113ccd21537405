package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class Crc32cTest {
  private static final long SEED =
      Long.getLong("bolillero.seed", new SplittableRandom().nextLong());

  @Test
  void theChecksumOfTheStandardsExampleIsTheStandards() {
    assertEquals(0xE3069283, Crc32c.of(ByteBuffer.wrap("123456789".getBytes(US_ASCII))));
    assertEquals(0x8A9136AA, Crc32c.of(ByteBuffer.allocate(32)));
    assertEquals(0, Crc32c.of(ByteBuffer.allocate(0)));
  }

  @Test
  void readingLeavesTheBufferAsItWas() {
    ByteBuffer bytes = ByteBuffer.wrap("xx123456789yy".getBytes(US_ASCII)).position(2).limit(11);
    assertEquals(0xE3069283, Crc32c.of(bytes));
    assertEquals(2, bytes.position());
  }

  @Test
  void theChecksumsOfTwoPartsCombineToThatOfTheWhole() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 3000; round++) {
      byte[] whole = new byte[random.nextInt(random.nextInt(10) == 0 ? 100_000 : 300)];
      random.nextBytes(whole);
      int first = random.nextInt(whole.length + 1);
      ByteBuffer bytes = ByteBuffer.wrap(whole);
      int combined =
          Crc32c.combine(
              Crc32c.of(bytes.slice(0, first)),
              Crc32c.of(bytes.slice(first, whole.length - first)),
              whole.length - first);
      CRC32C expected = new CRC32C();
      expected.update(whole);
      int length = whole.length;
      assertEquals(
          (int) expected.getValue(),
          combined,
          () -> "-Dbolillero.seed=%d: %d of %d bytes".formatted(SEED, first, length));
    }
  }

  @Test
  void evenTheLongestPartCombines() {
    // x^(8n) for the longest length that an int can say, against the same in two steps.
    int half = 1 << 30;
    int ofZeros = Crc32c.combine(Crc32c.combine(1234567, 0, half), 0, half - 1);
    assertEquals(ofZeros, Crc32c.combine(1234567, 0, Integer.MAX_VALUE));
  }
}
