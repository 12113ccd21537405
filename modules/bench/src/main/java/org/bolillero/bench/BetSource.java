package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;

/**
 * Makes up bets at little cost, as batches: about 36 bytes a bet, as in the files of real agencies,
 * and every number equally likely. Not thread-safe.
 */
final class BetSource {
  private static final byte[][] FIRST_NAMES =
      encoded(
          "Agustina",
          "Ana María",
          "Belén",
          "Bruno Ezequiel",
          "Carlos Alberto",
          "Emilia",
          "Florencia",
          "Gabriel Nicolás",
          "José Luis",
          "Juan Ignacio",
          "Lucía Belén",
          "Martín",
          "Milagros",
          "Romina",
          "Santiago Lionel",
          "Sofía");

  private static final byte[][] LAST_NAMES =
      encoded(
          "Acosta",
          "Benítez",
          "Castro",
          "Fernández Díaz",
          "García",
          "González",
          "Gutiérrez",
          "Ibáñez",
          "Lorca",
          "Montenegro",
          "Paz Quiroga",
          "Pereyra",
          "Rodríguez",
          "Ruiz",
          "Santillán Campos",
          "Villarreal");

  private static final int BIRTH_DAYS_MIN = (int) LocalDate.of(1945, 1, 1).toEpochDay();
  private static final int BIRTH_DAYS_MAX = (int) LocalDate.of(2005, 1, 1).toEpochDay();
  private static final int DOCUMENT_DIGITS = 8;

  private final SplittableRandom random;
  private final BetBatchBuilder builder;
  private final byte[] document = new byte[1 + DOCUMENT_DIGITS];

  /** Has room for the longest names. */
  private final byte[] texts = new byte[128];

  /**
   * Starts with a seed.
   *
   * @param batchBytesMax the most bytes of a batch
   */
  BetSource(long seed, int batchBytesMax) {
    this.random = new SplittableRandom(seed);
    this.builder =
        new BetBatchBuilder(BetBatch.COUNT_MAX, batchBytesMax, LocalDate.EPOCH.plusYears(50));
    document[0] = DOCUMENT_DIGITS;
  }

  /** The next bets: as many as fit into a batch, but no more than so many. */
  BetBatch next(long countMax) {
    try {
      // The bet that no longer fits is lost; there are more where it came from.
      while (builder.count() < countMax && add()) {}
      return builder.build();
    } catch (InvalidBetException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean add() throws InvalidBetException {
    int length = append(0, FIRST_NAMES[random.nextInt(FIRST_NAMES.length)]);
    length = append(length, LAST_NAMES[random.nextInt(LAST_NAMES.length)]);
    int rest = 10_000_000 + random.nextInt(50_000_000);
    for (int i = DOCUMENT_DIGITS; i > 0; i--) {
      document[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = append(length, document);
    int birthDay = random.nextInt(BIRTH_DAYS_MIN, BIRTH_DAYS_MAX);
    return builder.add(texts, length, birthDay, random.nextInt(BetRules.NUMBER_MAX + 1));
  }

  /** Gives where the next text begins. */
  private int append(int at, byte[] text) {
    System.arraycopy(text, 0, texts, at, text.length);
    return at + text.length;
  }

  /** Each as {@code u8 length + text}. */
  private static byte[][] encoded(String... names) {
    byte[][] encoded = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      byte[] utf8 = names[i].getBytes(UTF_8);
      encoded[i] = ByteBuffer.allocate(1 + utf8.length).put((byte) utf8.length).put(utf8).array();
    }
    return encoded;
  }
}
