package org.bolillero.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetRulesTest {
  private static final String DATE = "expected a date from 1900-01-01 to today as YYYY-MM-DD";

  @Test
  void everyDayOfTheCalendarIsReadFromItsIsoForm() throws Exception {
    LocalDate end = LocalDate.of(2101, 1, 1);
    for (LocalDate day = LocalDate.of(1899, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
      assertEquals(day.toEpochDay(), BetRules.parseBirthDay(day.toString()));
    }
    assertEquals(-719_528, BetRules.parseBirthDay("0000-01-01"));
    assertEquals(2_932_896, BetRules.parseBirthDay("9999-12-31"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999-02-29",
        "2024-02-30",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "1900-04-31"
      })
  void aDayThatIsNotInTheCalendarIsRefused(String text) {
    assertProblem(
        new BetProblem(0, BetField.BIRTH_DATE, DATE + ", but " + text + " is not in the calendar"),
        assertThrows(InvalidBetException.class, () -> BetRules.parseBirthDay(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1999-3-17",
        "1999-03-7",
        "17-03-1999",
        "1999/03/17",
        "19990317",
        " 1999-03-17",
        "1999-03-17 ",
        "1999-03-1x",
        "x999-03-17",
        "1999--3-17",
        "-999-03-17",
        "+999-03-17",
        "1999-03-+7",
        "1999-03-١٧",
        "1999-03-17T00:00"
      })
  void aTextOfAnotherShapeIsNoDate(String text) {
    assertProblem(
        new BetProblem(0, BetField.BIRTH_DATE, DATE + ", found \"" + text + "\""),
        assertThrows(InvalidBetException.class, () -> BetRules.parseBirthDay(text)));
  }

  @Test
  void everyNumberIsReadWithAndWithoutLeadingZeros() throws Exception {
    for (int number = 0; number <= BetRules.NUMBER_MAX; number++) {
      assertEquals(number, BetRules.parseNumber(Integer.toString(number)));
      assertEquals(number, BetRules.parseNumber("%04d".formatted(number)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10000", "00001", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "١", "a", "/:"})
  void anyOtherTextIsNoNumber(String text) {
    assertProblem(
        new BetProblem(
            0, BetField.NUMBER, "expected a number from 0 to 9999, found \"" + text + "\""),
        assertThrows(InvalidBetException.class, () -> BetRules.parseNumber(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012345678901234, 123456789012345678901234",
    "1234567890123456789012345, 123456789012345678901234…"
  })
  void aLongTextIsQuotedInPart(String text, String quoted) {
    InvalidBetException refused =
        assertThrows(InvalidBetException.class, () -> BetRules.parseNumber(text));
    assertEquals(
        "number: expected a number from 0 to 9999, found \"" + quoted + "\"", refused.getMessage());
  }

  /** Control characters, line and paragraph ends, what turns the writing direction, half a pair. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\u001b", "\u009b", "\u0085", "\u2028", "\u2029", "\u202e", "\ud83d"})
  void whatCouldBreakALineOrATerminalIsNotQuoted(String bad) {
    assertProblem(
        new BetProblem(0, BetField.NUMBER, "expected a number from 0 to 9999, found \"a?b\""),
        assertThrows(InvalidBetException.class, () -> BetRules.parseNumber("a" + bad + "b")));
  }

  @Test
  void aQuotedTextIsNotCutWithinACharacter() {
    InvalidBetException refused =
        assertThrows(
            InvalidBetException.class, () -> BetRules.parseNumber("x".repeat(23) + "😀 and on"));
    assertEquals(
        "expected a number from 0 to 9999, found \"" + "x".repeat(23) + "?…\"",
        refused.problem().reason());
  }

  private static void assertProblem(BetProblem expected, InvalidBetException refused) {
    assertEquals(expected, refused.problem());
  }
}
