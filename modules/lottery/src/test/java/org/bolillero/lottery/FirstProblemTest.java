package org.bolillero.lottery;

import static org.bolillero.lottery.BetField.BIRTH_DATE;
import static org.bolillero.lottery.BetField.DOCUMENT;
import static org.bolillero.lottery.BetField.FIRST_NAME;
import static org.bolillero.lottery.BetField.LAST_NAME;
import static org.bolillero.lottery.BetField.NUMBER;
import static org.bolillero.lottery.Bets.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.PlainBatch.Place;
import org.bolillero.lottery.PlainBatch.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FirstProblemTest {
  private static final Row GOOD = Row.of(Bets.bet("30904465", 7574));

  static Stream<Row> valid() {
    return Stream.of(
        named("x"),
        named("x".repeat(64)),
        named(PlainBatch.bytesOf("é".repeat(32))),
        named(PlainBatch.bytesOf("\u00a0\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff ~")),
        documented("0"),
        documented("9999999999999999"),
        born(LocalDate.of(1900, 1, 1)),
        born(TODAY),
        played(0),
        played(9999));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void whatIsWithinTheLimitsIsNoProblem(Row row) throws Exception {
    assertEquals(Optional.empty(), problem(GOOD, row, GOOD));
  }

  static Stream<Arguments> invalid() {
    String plain = "expected text without control characters";
    String utf8 = "expected well-formed UTF-8";
    String date = "expected a date from 1900-01-01 to today, " + TODAY + ", as YYYY-MM-DD, found ";
    return Stream.of(
        Arguments.of(named(""), FIRST_NAME, "expected 1 to 64 bytes of UTF-8, found 0"),
        Arguments.of(
            named("x".repeat(65)), FIRST_NAME, "expected 1 to 64 bytes of UTF-8, found 65"),
        Arguments.of(named("a\nb"), FIRST_NAME, plain),
        Arguments.of(named("\u007f"), FIRST_NAME, plain),
        Arguments.of(named("x".repeat(63) + "\n"), FIRST_NAME, plain),
        Arguments.of(named(PlainBatch.bytesOf("\u0085")), FIRST_NAME, plain),
        Arguments.of(named("\u00e9"), FIRST_NAME, utf8),
        Arguments.of(named("\u00ed\u00a0\u0080"), FIRST_NAME, utf8),
        Arguments.of(surnamed(""), LAST_NAME, "expected 1 to 64 bytes of UTF-8, found 0"),
        Arguments.of(surnamed("\u001b"), LAST_NAME, plain),
        Arguments.of(surnamed("\u00c0\u0080"), LAST_NAME, utf8),
        Arguments.of(documented(""), DOCUMENT, "expected 1 to 16 ASCII digits, found 0 bytes"),
        Arguments.of(
            documented("1".repeat(17)), DOCUMENT, "expected 1 to 16 ASCII digits, found 17 bytes"),
        Arguments.of(documented("x"), DOCUMENT, "expected 1 to 16 ASCII digits"),
        Arguments.of(documented("1".repeat(15) + "x"), DOCUMENT, "expected 1 to 16 ASCII digits"),
        Arguments.of(documented("1/2"), DOCUMENT, "expected 1 to 16 ASCII digits"),
        Arguments.of(documented("12:"), DOCUMENT, "expected 1 to 16 ASCII digits"),
        Arguments.of(
            documented(PlainBatch.bytesOf("٣")), DOCUMENT, "expected 1 to 16 ASCII digits"),
        Arguments.of(born(LocalDate.of(1899, 12, 31)), BIRTH_DATE, date + "1899-12-31"),
        Arguments.of(born(TODAY.plusDays(1)), BIRTH_DATE, date + "2025-06-16"),
        Arguments.of(played(10_000), NUMBER, "expected a number from 0 to 9999, found 10000"),
        Arguments.of(played(65_535), NUMBER, "expected a number from 0 to 9999, found 65535"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void aBrokenRuleIsNamed(Row row, BetField field, String reason) throws Exception {
    assertEquals(Optional.of(new BetProblem(1, field, reason)), problem(GOOD, row, GOOD));
  }

  @Test
  void theFirstPositionComesBeforeTheFirstField() throws Exception {
    Row wrongNumber = played(10_000);
    Row allWrong = new Row("", "", "", Integer.MIN_VALUE, 65_535);
    BetProblem problem = problem(GOOD, wrongNumber, allWrong).orElseThrow();
    assertEquals(new Place(1, NUMBER), new Place(problem.position(), problem.field()));
    assertEquals("number: expected a number from 0 to 9999, found 10000", problem.toString());
    assertEquals(FIRST_NAME, problem(allWrong, wrongNumber).orElseThrow().field());
  }

  @Test
  void garbledRowsAreJudgedByTheRules() {
    Seed.run(random -> {
      for (int round = 0; round < 50_000; round++) {
        List<Row> rows = new ArrayList<>();
        for (int count = random.nextInt(1, 5); count > 0; count--) {
          rows.add(GarbledRows.any(random));
        }
        assertEquals(
            new PlainBatch(rows).firstProblem(TODAY),
            problem(rows.toArray(Row[]::new)).map(p -> new Place(p.position(), p.field())),
            rows::toString);
      }
    });
  }

  private static Optional<BetProblem> problem(Row... rows) throws MalformedBatchException {
    byte[] bytes = new PlainBatch(List.of(rows)).bytes();
    return BetBatch.parse(ByteBuffer.wrap(bytes)).firstProblem(TODAY);
  }

  private static Row named(String firstName) {
    return new Row(firstName, GOOD.lastName(), GOOD.document(), GOOD.birthDay(), GOOD.number());
  }

  private static Row surnamed(String lastName) {
    return new Row(GOOD.firstName(), lastName, GOOD.document(), GOOD.birthDay(), GOOD.number());
  }

  private static Row documented(String document) {
    return new Row(GOOD.firstName(), GOOD.lastName(), document, GOOD.birthDay(), GOOD.number());
  }

  private static Row born(LocalDate date) {
    int birthDay = (int) date.toEpochDay();
    return new Row(GOOD.firstName(), GOOD.lastName(), GOOD.document(), birthDay, GOOD.number());
  }

  private static Row played(int number) {
    return new Row(GOOD.firstName(), GOOD.lastName(), GOOD.document(), GOOD.birthDay(), number);
  }
}
