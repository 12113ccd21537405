package org.bolillero.lottery;

import static org.bolillero.lottery.Bets.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BetBatchTest {
  @Test
  void theBytesAreThoseOfTheTable() {
    BetBatch batch =
        Bets.batch(
            new Bet("Ana", "Ñandú", "30904465", LocalDate.of(1999, 3, 17), 7574),
            new Bet("B", "C", "7", LocalDate.of(1900, 1, 1), 9999));
    assertEquals(
        "0002"
            + "1d96270f"
            + ("03416e61" + "07c391616e64c3ba" + "083330393034343635" + "000029ab")
            + ("0142" + "0143" + "0137" + "ffff9c21"),
        Bets.hex(Bets.bytes(batch.bytes())));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasEncodedIsReadWhereverItLies(Placement placement) {
    Seed.run(random -> {
      for (int round = 0; round < 50; round++) {
        List<Bet> bets = Bets.random(random, random.nextInt(1, 60), BetRules.NUMBER_MAX);
        byte[] encoded = Bets.bytes(Bets.batch(bets).bytes());
        ByteBuffer source = placement.place(encoded);
        BetBatch parsed = BetBatch.parse(source);
        assertEquals(bets, decoded(parsed));
        assertEquals(bets.size(), parsed.count());
        assertEquals(Optional.empty(), parsed.firstProblem(TODAY));
        assertEquals(ByteBuffer.wrap(encoded), parsed.bytes());
        assertEquals(ByteBuffer.wrap(encoded), source, "the source is left alone");
        assertEquals(bets, decoded(BetBatch.trusted(source)));
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentsOfANumberComeInOrder(Placement placement) {
    Seed.run(random -> {
      for (int round = 0; round < 50; round++) {
        List<Bet> bets = Bets.random(random, random.nextInt(1, 60), 4);
        BetBatch batch = BetBatch.trusted(placement.place(Bets.bytes(Bets.batch(bets).bytes())));
        for (int number = 0; number <= 5; number++) {
          int wanted = number;
          assertEquals(
              bets.stream().filter(b -> b.number() == wanted).map(Bet::document).toList(),
              Bets.documents(batch, number));
        }
      }
    });
  }

  @Test
  void aRowIsNotTakenForANumber() {
    BetBatch batch = Bets.batch(new Bet("a", "b", "1", TODAY, 1), new Bet("a", "b", "2", TODAY, 2));
    int firstBytesOfTheRows = 0x0161;
    assertEquals(List.of(), Bets.documents(batch, firstBytesOfTheRows));
  }

  @Test
  void aBatchHoldsUpTo65535Bets() throws Exception {
    List<Bet> bets = new ArrayList<>();
    for (int i = 0; i < BetBatch.COUNT_MAX; i++) {
      bets.add(Bets.bet(Integer.toString(i), i % 10_000));
    }
    BetBatch batch = BetBatch.parse(Bets.batch(bets).bytes());
    assertEquals(65_535, batch.count());
    assertEquals(bets, decoded(batch));
    assertEquals(
        List.of("9999", "19999", "29999", "39999", "49999", "59999"), Bets.documents(batch, 9999));
  }

  @Test
  void theBytesOfABatchHaveAPositionOfTheirOwnAndShowTheirArrayToChecksums() {
    BetBatch batch = Bets.batch(Bets.bet("1", 1));
    ByteBuffer bytes = batch.bytes();
    bytes.position(5);
    assertEquals(0, batch.bytes().position());
    assertTrue(bytes.hasArray());
  }

  @Test
  void everyBetOnANumberIsFoundWhateverStandsAroundIt() {
    Seed.run(random -> {
      for (int round = 0; round < 2_000; round++) {
        List<Bet> bets = new ArrayList<>();
        int count = random.nextInt(1, 40);
        int[] numbers = {0, 1, 255, 256, 7574, 7575, 9999};
        for (int i = 0; i < count; i++) {
          bets.add(Bets.bet(Integer.toString(i), numbers[random.nextInt(numbers.length)]));
        }
        int winning = numbers[random.nextInt(numbers.length)];
        List<String> expected =
            bets.stream().filter(bet -> bet.number() == winning).map(Bet::document).toList();
        BetBatch batch =
            BetBatch.parse(Placement.any(random).place(Bets.bytes(Bets.batch(bets).bytes())));
        assertEquals(expected, Bets.documents(batch, winning));
      }
    });
  }

  /** So a draw reads two bytes a bet, and nothing else of a bet that does not win. */
  @Test
  void noRowIsLookedAtBehindTheLastBetOnTheNumber() throws Exception {
    BetBatch batch = Bets.batch(Bets.bet("11", 1), Bets.bet("22", 2), Bets.bet("33", 3));
    ByteBuffer bytes = batch.bytes();
    int rowBytes = batch.rowRegion().remaining() / batch.count();
    int rows = bytes.limit() - 3 * rowBytes;
    assertEquals(List.of(), Bets.documents(BetBatch.trusted(bytes.slice(0, rows)), 4));
    ByteBuffer oneRow = bytes.slice(0, rows + rowBytes);
    assertEquals(List.of("11"), Bets.documents(BetBatch.trusted(oneRow), 1));
    assertThrows(
        IndexOutOfBoundsException.class, () -> Bets.documents(BetBatch.trusted(oneRow), 2));
  }

  @Test
  void theIteratorEndsAfterTheLastBet() {
    Iterator<Bet> bets = Bets.batch(Bets.bet("1", 1)).iterator();
    assertEquals(Bets.bet("1", 1), bets.next());
    assertThrows(NoSuchElementException.class, bets::next);
  }

  @Test
  void batchesAreEqualIfTheirBytesAre() {
    BetBatch batch = Bets.batch(Bets.bet("1", 1), Bets.bet("2", 2));
    BetBatch same =
        BetBatch.trusted(Placement.DIRECT_BETWEEN_OTHERS.place(Bets.bytes(batch.bytes())));
    assertEquals(batch, same);
    assertEquals(batch.hashCode(), same.hashCode());
    assertNotEquals(batch, Bets.batch(Bets.bet("1", 1), Bets.bet("3", 2)));
    assertTrue(batch.toString().contains("2 bets"), batch::toString);
  }

  private static List<Bet> decoded(BetBatch batch) {
    List<Bet> bets = new ArrayList<>();
    batch.forEach(bets::add);
    return bets;
  }
}
