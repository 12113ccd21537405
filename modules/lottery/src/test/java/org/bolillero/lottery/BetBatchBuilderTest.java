package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bolillero.lottery.Bets.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.PlainBatch.Place;
import org.bolillero.lottery.PlainBatch.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetBatchBuilderTest {
  private static final Bet LARGEST =
      new Bet("x".repeat(254), "é".repeat(127), "9".repeat(16), TODAY, 9999);
  private static final int LARGEST_BATCH_BYTES = 2 + 2 + 255 + 255 + 17 + 4;

  @Test
  void aBatchTakesAsManyBetsAsItMay() throws Exception {
    var builder = new BetBatchBuilder(2, 8192, TODAY);
    assertTrue(builder.add(Bets.bet("1", 1)));
    assertTrue(builder.add(Bets.bet("2", 2)));
    assertFalse(builder.add(Bets.bet("3", 3)));
    assertEquals(2, builder.count());
    assertEquals(Bets.batch(Bets.bet("1", 1), Bets.bet("2", 2)), builder.build());
  }

  @Test
  void aBatchTakesTheBetThatFillsItToTheLastByte() throws Exception {
    var builder = new BetBatchBuilder(10, LARGEST_BATCH_BYTES, TODAY);
    assertTrue(builder.add(LARGEST));
    assertFalse(builder.add(new Bet("a", "b", "1", TODAY, 1)));
    BetBatch batch = builder.build();
    assertEquals(LARGEST_BATCH_BYTES, batch.bytes().remaining());
    assertEquals(LARGEST, batch.iterator().next());
  }

  @Test
  void batchesAreFullWhenTheNextBetHasNoRoomAndNoSooner() {
    Seed.run(random -> {
      for (int round = 0; round < 200; round++) {
        int bytesMax = random.nextInt(LARGEST_BATCH_BYTES, 3000);
        expectFullBatches(random, bytesMax, new BetBatchBuilder(1000, bytesMax, TODAY));
      }
    });
  }

  /** Fills three batches with one builder. */
  private static void expectFullBatches(
      RandomGenerator random, int bytesMax, BetBatchBuilder builder) throws Exception {
    List<Row> rows = new ArrayList<>();
    Bet bet = Bets.random(random);
    for (int batches = 0; batches < 3; ) {
      if (builder.add(bet)) {
        rows.add(Row.of(bet));
        assertEquals(rows.size(), builder.count());
        bet = Bets.random(random);
      } else {
        byte[] batch = Bets.bytes(builder.build().bytes());
        assertEquals(Bets.hex(new PlainBatch(rows).bytes()), Bets.hex(batch));
        rows.add(Row.of(bet));
        assertTrue(batch.length <= bytesMax);
        assertTrue(new PlainBatch(rows).bytes().length > bytesMax);
        assertEquals(0, builder.count());
        rows.clear();
        batches++;
      }
    }
  }

  @Test
  void aBuiltBatchDoesNotChangeWhenTheBuilderIsUsedAgain() throws Exception {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    builder.add(Bets.bet("1", 1));
    BetBatch first = builder.build();
    builder.add(Bets.bet("2", 2));
    assertEquals(Bets.batch(Bets.bet("2", 2)), builder.build());
    assertEquals(Bets.batch(Bets.bet("1", 1)), first);
  }

  @Test
  void nothingIsNoBatch() throws Exception {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    assertThrows(IllegalStateException.class, builder::build);
    builder.add(Bets.bet("1", 1));
    builder.build();
    assertThrows(IllegalStateException.class, builder::build);
  }

  @Test
  void limitsThatNoBatchCanHaveAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BetBatchBuilder(0, 8192, TODAY));
    assertThrows(IllegalArgumentException.class, () -> new BetBatchBuilder(65_536, 8192, TODAY));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BetBatchBuilder(1, LARGEST_BATCH_BYTES - 1, TODAY));
  }

  @Test
  void noMemoryIsTakenThatTheBetsCannotNeed() throws Exception {
    var builder = new BetBatchBuilder(2, Integer.MAX_VALUE, TODAY);
    assertTrue(builder.add(LARGEST));
    assertTrue(builder.add(LARGEST));
    assertFalse(builder.add(LARGEST));
    assertEquals(Bets.batch(LARGEST, LARGEST), builder.build());
  }

  @Test
  void garbledBetsAreRefusedWithTheirPlaceAndLeaveTheBatchAsItWas() {
    Seed.run(random -> {
      for (int round = 0; round < 500; round++) {
        var builder = new BetBatchBuilder(40, 8192, TODAY);
        List<Row> rows = new ArrayList<>();
        while (rows.size() < 40) {
          Row row = GarbledRows.any(random);
          Optional<Place> expected =
              row.firstBadField(TODAY).map(field -> new Place(rows.size(), field));
          assertEquals(expected, refusal(builder, row), row::toString);
          if (expected.isEmpty()) {
            rows.add(row);
          }
        }
        assertEquals(ByteBuffer.wrap(new PlainBatch(rows).bytes()), builder.build().bytes());
      }
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, -65_536 + 7574, 65_536 + 7574, 10_000})
  void aNumberIsNotTakenForItsLast16Bits(int number) {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    InvalidBetException refused =
        assertThrows(InvalidBetException.class, () -> builder.add(Bets.bet("1", number)));
    assertEquals(
        new BetProblem(0, BetField.NUMBER, "expected a number from 0 to 9999, found " + number),
        refused.problem());
    assertEquals(0, builder.count());
  }

  @Test
  void aDateOutsideTheEncodingIsAnInvalidDate() {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    for (LocalDate date : List.of(LocalDate.MIN, LocalDate.MAX)) {
      Bet bet = new Bet("a", "b", "1", date, 1);
      InvalidBetException refused = assertThrows(InvalidBetException.class, () -> builder.add(bet));
      assertEquals(BetField.BIRTH_DATE, refused.problem().field());
    }
  }

  @Test
  void halfACharacterIsRefusedAndNotReplaced() {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    for (String half : List.of("\ud83d", "a\ude00", "\ude00\ud83d")) {
      Bet bet = new Bet("a", half, "1", TODAY, 1);
      InvalidBetException refused = assertThrows(InvalidBetException.class, () -> builder.add(bet));
      assertEquals(
          new BetProblem(0, BetField.LAST_NAME, "expected well-formed UTF-8"), refused.problem());
    }
  }

  @Test
  void theLengthOfATextThatNoRowCanHoldIsToldAsFarAsItGoes() {
    var builder = new BetBatchBuilder(10, 8192, TODAY);
    Bet longer = new Bet("x".repeat(1000), "b", "1", TODAY, 1);
    assertEquals(
        "first name: expected 1 to 254 bytes of UTF-8, found 255 or more",
        assertThrows(InvalidBetException.class, () -> builder.add(longer)).getMessage());
    Bet shorter = new Bet("a", "b", "1".repeat(254), TODAY, 1);
    assertEquals(
        "document: expected 1 to 16 ASCII digits, found 254 bytes",
        assertThrows(InvalidBetException.class, () -> builder.add(shorter)).getMessage());
  }

  private static Optional<Place> refusal(BetBatchBuilder builder, Row row) {
    try {
      byte[] texts = texts(row);
      assertTrue(builder.add(texts, texts.length, row.birthDay(), row.number()));
      return Optional.empty();
    } catch (InvalidBetException e) {
      return Optional.of(new Place(e.problem().position(), e.problem().field()));
    }
  }

  /** The texts as a reader of files encodes them: cut to what has an encoding. */
  private static byte[] texts(Row row) {
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    for (String text : List.of(row.firstName(), row.lastName(), row.document())) {
      int length = Math.min(text.length(), BetRow.TEXT_BYTES_MAX);
      texts.write(length);
      texts.write(text.getBytes(ISO_8859_1), 0, length);
    }
    return texts.toByteArray();
  }
}
