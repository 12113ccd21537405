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
        named("x".repeat(254)),
        named(PlainBatch.bytesOf("é".repeat(127))),
        surnamed(""),
        surnamed("x".repeat(254)),
        surnamed(PlainBatch.bytesOf("ჯავახიშვილიბერიძეგელა")),
        surnamed("."),
        named(PlainBatch.bytesOf("María-José O'Neill Nguyễn")),
        named(PlainBatch.bytesOf("علی\u200cرضا")),
        named(PlainBatch.bytesOf("ക്\u200dഷ")),
        named(PlainBatch.bytesOf("葛\udb40\udd00")),
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
    String plain = "expected text without control and invisible characters, found ";
    String seen = "expected text of which something can be seen";
    String digits = "expected 1 to 16 ASCII digits, found ";
    String utf8 = "expected well-formed UTF-8";
    String date = "expected a date from 1900-01-01 to today, " + TODAY + ", as YYYY-MM-DD, found ";
    return Stream.of(
        Arguments.of(named(""), FIRST_NAME, "expected 1 to 254 bytes of UTF-8, found 0"),
        Arguments.of(
            named("x".repeat(255)),
            FIRST_NAME,
            "expected 1 to 254 bytes of UTF-8, found 255 or more"),
        Arguments.of(named("a\nb"), FIRST_NAME, plain + "U+000A"),
        Arguments.of(named("\u007f"), FIRST_NAME, plain + "U+007F"),
        Arguments.of(named("x".repeat(253) + "\n"), FIRST_NAME, plain + "U+000A"),
        Arguments.of(named(PlainBatch.bytesOf("\u0085")), FIRST_NAME, plain + "U+0085"),
        Arguments.of(named("\u00e9"), FIRST_NAME, utf8),
        Arguments.of(named("\u00ed\u00a0\u0080"), FIRST_NAME, utf8),
        Arguments.of(hidden("Ana\u00ad"), FIRST_NAME, plain + "U+00AD"),
        Arguments.of(hidden("\u200b"), FIRST_NAME, plain + "U+200B"),
        Arguments.of(hidden("\ufeffAna"), FIRST_NAME, plain + "U+FEFF"),
        Arguments.of(hidden("Ana\u202eluz"), FIRST_NAME, plain + "U+202E"),
        Arguments.of(hidden("Ana\u2028"), FIRST_NAME, plain + "U+2028"),
        Arguments.of(hidden("\udb40\udc41"), FIRST_NAME, plain + "U+E0041"),
        Arguments.of(hidden(" "), FIRST_NAME, seen),
        Arguments.of(hidden("\u00a0\u3000"), FIRST_NAME, seen),
        Arguments.of(hidden("\u200d\u200c"), FIRST_NAME, seen),
        Arguments.of(hidden("\u115f\u1160\u3164\uffa0\u2800"), FIRST_NAME, seen),
        Arguments.of(hidden("\u0301\ufe0f"), FIRST_NAME, seen),
        Arguments.of(
            surnamed("x".repeat(255)),
            LAST_NAME,
            "expected 0 to 254 bytes of UTF-8, found 255 or more"),
        Arguments.of(surnamed("\u001b"), LAST_NAME, plain + "U+001B"),
        Arguments.of(surnamed(" "), LAST_NAME, seen),
        Arguments.of(surnamed("\u00c0\u0080"), LAST_NAME, utf8),
        Arguments.of(documented(""), DOCUMENT, "expected 1 to 16 ASCII digits, found 0 bytes"),
        Arguments.of(
            documented("1".repeat(17)), DOCUMENT, "expected 1 to 16 ASCII digits, found 17 bytes"),
        Arguments.of(documented("x"), DOCUMENT, digits + "\"x\""),
        Arguments.of(documented("1".repeat(15) + "x"), DOCUMENT, digits + "\"111111111111111x\""),
        Arguments.of(documented("1/2"), DOCUMENT, digits + "\"1/2\""),
        Arguments.of(documented("12:"), DOCUMENT, digits + "\"12:\""),
        Arguments.of(documented(PlainBatch.bytesOf("٣")), DOCUMENT, digits + "\"٣\""),
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

  private static Row hidden(String firstName) {
    return named(PlainBatch.bytesOf(firstName));
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
