package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Bets to test with. */
final class Bets {
  static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

  private static final int[][] CODE_POINTS = {
    {0x20, 0x7F}, {0xA0, 0x800}, {0x800, 0xD800}, {0xE000, 0x10000}, {0x10000, 0x110000}
  };

  private Bets() {}

  static Bet bet(String document, int number) {
    return new Bet("Ana María", "Núñez", document, LocalDate.of(1999, 3, 17), number);
  }

  /** Any valid bet. */
  static Bet random(RandomGenerator random) {
    return random(random, BetRules.NUMBER_MAX);
  }

  /** Any valid bet on a number up to {@code numberMax}. */
  static Bet random(RandomGenerator random, int numberMax) {
    return new Bet(
        name(random),
        name(random),
        document(random),
        LocalDate.ofEpochDay(
            random.nextLong(BetRules.BIRTH_DATE_MIN.toEpochDay(), TODAY.toEpochDay() + 1)),
        random.nextInt(numberMax + 1));
  }

  static List<Bet> random(RandomGenerator random, int count, int numberMax) {
    return Stream.generate(() -> random(random, numberMax)).limit(count).toList();
  }

  static BetBatch batch(Bet... bets) {
    return batch(List.of(bets));
  }

  static BetBatch batch(List<Bet> bets) {
    var builder = new BetBatchBuilder(bets.size(), 1 << 24, TODAY);
    try {
      for (Bet bet : bets) {
        if (!builder.add(bet)) {
          throw new AssertionError("these bets fit into no batch");
        }
      }
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
    return builder.build();
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The documents of a number, one character a byte. */
  static List<String> documents(BetBatch batch, int number) {
    List<String> documents = new ArrayList<>();
    batch.forEachDocument(number, each -> documents.add(new String(bytes(each), ISO_8859_1)));
    return documents;
  }

  /** A name whose characters take one to four bytes. */
  private static String name(RandomGenerator random) {
    String name = text(random);
    while (!PlainBatch.isVisible(name)) {
      name = text(random);
    }
    return name;
  }

  private static String text(RandomGenerator random) {
    // Mostly of the length of names.
    int bytesMax = random.nextInt(4, random.nextInt(4) > 0 ? 64 : BetRules.NAME_BYTES_MAX + 1);
    var name = new StringBuilder();
    int size = 0;
    while (true) {
      int[] range = CODE_POINTS[random.nextInt(CODE_POINTS.length)];
      String character = Character.toString(random.nextInt(range[0], range[1]));
      size += character.getBytes(UTF_8).length;
      if (size > bytesMax) {
        return name.toString();
      }
      name.append(character);
    }
  }

  private static String document(RandomGenerator random) {
    var digits = new StringBuilder();
    int length = random.nextInt(1, BetRules.DOCUMENT_DIGITS_MAX + 1);
    while (digits.length() < length) {
      digits.append((char) random.nextInt('0', '9' + 1));
    }
    return digits.toString();
  }
}
