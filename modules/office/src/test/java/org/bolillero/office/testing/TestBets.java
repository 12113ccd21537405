package org.bolillero.office.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.lottery.MalformedBatchException;
import org.bolillero.office.DrawEvent.AgencyTotal;

/** Bets of the tests, of which no two have the same document. */
public final class TestBets {
  public static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  public static final int WINNING_NUMBER = 7574;

  private static final LocalDate BIRTH_DATE = LocalDate.of(2000, 1, 1);

  private TestBets() {}

  /** The bet with an index among all bets of an agency. */
  public static Bet bet(int agency, long index, int number) {
    return new Bet("Ana", "Ñandú", document(agency, index), BIRTH_DATE, number);
  }

  public static String document(int agency, long index) {
    return Long.toString(agency * 1_000_000L + index);
  }

  /** The bets from one index up to another, exclusive, none of which wins. */
  public static BetBatch losing(int agency, long from, long to) {
    BetBatchBuilder builder = builder();
    for (long index = from; index < to; index++) {
      add(builder, bet(agency, index, 1));
    }
    return builder.build();
  }

  /** Some bets from index 0, of which the first {@code winners} are on the winning number. */
  public static BetBatch of(int agency, int count, int winners) {
    BetBatchBuilder builder = builder();
    for (int i = 0; i < count; i++) {
      add(builder, bet(agency, i, i < winners ? WINNING_NUMBER : 1));
    }
    return builder.build();
  }

  /** Bets from an index on, of which about one in four wins. */
  public static BetBatch random(int agency, long from, int count, RandomGenerator random) {
    BetBatchBuilder builder = builder();
    for (long index = from; index < from + count; index++) {
      int number = random.nextInt(4) == 0 ? WINNING_NUMBER : random.nextInt(10_000);
      add(builder, bet(agency, index, number));
    }
    return builder.build();
  }

  public static BetBatch of(List<Bet> bets) {
    BetBatchBuilder builder =
        new BetBatchBuilder(bets.size(), Math.max(1_000, bets.size() * 300), TODAY);
    bets.forEach(bet -> add(builder, bet));
    return builder.build();
  }

  /** A batch whose encoding has exactly so many bytes. */
  public static BetBatch ofBytes(int agency, int size) {
    int plain = losing(agency, 0, 1).bytes().remaining() - 2;
    List<Bet> bets = new ArrayList<>();
    for (int left = size - 2; left > 0; ) {
      // The last one is padded, so that no rest is smaller than a bet.
      int padding = left < 2 * plain ? left - plain : 0;
      String name = "Ana" + "a".repeat(padding);
      bets.add(new Bet(name, "Ñandú", document(agency, bets.size()), BIRTH_DATE, 1));
      left -= plain + padding;
    }
    return of(bets);
  }

  /** A batch that can be taken apart, but whose bet at a position has a number out of range. */
  public static BetBatch withBadNumber(int agency, long from, int count, int badPosition) {
    List<Bet> bets = new ArrayList<>();
    losing(agency, from, from + count).forEach(bets::add);
    bets.set(badPosition, bet(agency, from + badPosition, 10_000));
    return unchecked(bets);
  }

  /** Encodes bets without a look at the rules. */
  public static BetBatch unchecked(List<Bet> bets) {
    ByteBuffer bytes = ByteBuffer.allocate(8_192).putShort((short) bets.size());
    bets.forEach(bet -> bytes.putShort((short) bet.number()));
    for (Bet bet : bets) {
      for (String text : List.of(bet.firstName(), bet.lastName(), bet.document())) {
        byte[] utf8 = text.getBytes(UTF_8);
        bytes.put((byte) utf8.length).put(utf8);
      }
      bytes.putInt((int) bet.birthDate().toEpochDay());
    }
    try {
      return BetBatch.parse(bytes.flip());
    } catch (MalformedBatchException e) {
      throw new AssertionError(e);
    }
  }

  public static AgencyTotal total(int agency, BetBatch... batches) {
    long bets = 0;
    for (BetBatch each : batches) {
      bets += each.count();
    }
    return new AgencyTotal(agency, bets, digest(List.of(batches)));
  }

  public static Digest digest(Iterable<BetBatch> batches) {
    BetStreamDigest digest = new BetStreamDigest();
    batches.forEach(digest::update);
    return digest.value();
  }

  /** What documents an encoding has: {@code u8 length + document}, repeated. */
  public static List<String> documents(ByteBuffer encoded) {
    List<String> documents = new ArrayList<>();
    ByteBuffer bytes = encoded.duplicate();
    while (bytes.hasRemaining()) {
      byte[] document = new byte[bytes.get()];
      bytes.get(document);
      documents.add(new String(document, US_ASCII));
    }
    return documents;
  }

  private static BetBatchBuilder builder() {
    return new BetBatchBuilder(BetBatch.COUNT_MAX, 1 << 20, TODAY);
  }

  private static void add(BetBatchBuilder builder, Bet bet) {
    try {
      if (!builder.add(bet)) {
        throw new AssertionError("too many bets for a batch");
      }
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
  }
}
