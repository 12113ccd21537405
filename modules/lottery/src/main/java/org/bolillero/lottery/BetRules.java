package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.lottery.BetField.BIRTH_DATE;
import static org.bolillero.lottery.BetField.DOCUMENT;
import static org.bolillero.lottery.BetField.FIRST_NAME;
import static org.bolillero.lottery.BetField.LAST_NAME;
import static org.bolillero.lottery.BetField.NUMBER;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What makes a bet valid; {@code docs/lottery.md} has the rules as a table.
 *
 * <p>There is one set of rules, and it is applied to encoded bytes. The agency that encodes a bet
 * and the office that receives it can therefore disagree only about today's date.
 */
public final class BetRules {
  /** The longest name, in bytes of UTF-8. One byte more says that a text was cut. */
  public static final int NAME_BYTES_MAX = BetRow.TEXT_BYTES_MAX - 1;

  /** The longest identity document, in digits. */
  public static final int DOCUMENT_DIGITS_MAX = 16;

  /** The highest number that can be played. */
  public static final int NUMBER_MAX = 9999;

  /** The earliest date of birth. */
  public static final LocalDate BIRTH_DATE_MIN = LocalDate.of(1900, 1, 1);

  private static final int BIRTH_DAY_MIN = epochDay(BIRTH_DATE_MIN);
  private static final String DATE_EXPECTED =
      "expected a date from " + BIRTH_DATE_MIN + " to today as YYYY-MM-DD";
  private static final String NUMBER_EXPECTED = "expected a number from 0 to " + NUMBER_MAX;

  private BetRules() {}

  /**
   * {@return a date written strictly as {@code YYYY-MM-DD}, in days since 1970-01-01} Its range is
   * checked when the bet is encoded.
   *
   * @param text the date
   * @throws InvalidBetException if the text is not a date of the calendar
   */
  public static int parseBirthDay(String text) throws InvalidBetException {
    byte[] utf8 = text.getBytes(UTF_8);
    return parseBirthDay(utf8, 0, utf8.length);
  }

  /**
   * {@return the same as {@link #parseBirthDay(String)}, for encoded text}
   *
   * @param utf8 holds the text
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws InvalidBetException if the text is not a date of the calendar
   */
  public static int parseBirthDay(byte[] utf8, int offset, int length) throws InvalidBetException {
    boolean shaped = length == 10 && utf8[offset + 4] == '-' && utf8[offset + 7] == '-';
    int year = shaped ? digits(utf8, offset, 4) : -1;
    int month = shaped ? digits(utf8, offset + 5, 2) : -1;
    int day = shaped ? digits(utf8, offset + 8, 2) : -1;
    if (year >= 0 && month >= 0 && day >= 0) {
      try {
        return epochDay(LocalDate.of(year, month, day));
      } catch (DateTimeException _) {
        String text = new String(utf8, offset, length, UTF_8);
        throw invalid(BIRTH_DATE, DATE_EXPECTED + ", but " + text + " is not in the calendar");
      }
    }
    throw invalid(BIRTH_DATE, DATE_EXPECTED + ", found " + quoted(utf8, offset, length));
  }

  /**
   * {@return the number played, 0 to 9999, written as one to four ASCII digits}
   *
   * @param text the number
   * @throws InvalidBetException if the text is anything else
   */
  public static int parseNumber(String text) throws InvalidBetException {
    byte[] utf8 = text.getBytes(UTF_8);
    return parseNumber(utf8, 0, utf8.length);
  }

  /**
   * {@return the same as {@link #parseNumber(String)}, for encoded text}
   *
   * @param utf8 holds the text
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws InvalidBetException if the text is anything else
   */
  public static int parseNumber(byte[] utf8, int offset, int length) throws InvalidBetException {
    int number = length < 1 || length > 4 ? -1 : digits(utf8, offset, length);
    if (number < 0) {
      throw invalid(NUMBER, NUMBER_EXPECTED + ", found " + quoted(utf8, offset, length));
    }
    return number;
  }

  /**
   * The first rule that the encoded row at {@code offset} breaks, if any. The buffer must contain
   * the whole row.
   */
  static Optional<BetProblem> check(
      int position, ByteBuffer rows, int offset, int number, int today) {
    int firstLength = rows.get(offset) & 0xFF;
    int last = offset + 1 + firstLength;
    int lastLength = rows.get(last) & 0xFF;
    int document = last + 1 + lastLength;
    int documentLength = rows.get(document) & 0xFF;
    int birthDay = rows.getInt(document + 1 + documentLength);
    if (!isName(rows, offset + 1, firstLength)) {
      return problem(position, FIRST_NAME, nameReason(1, rows, offset + 1, firstLength));
    }
    if (lastLength > 0 && !isName(rows, last + 1, lastLength)) {
      return problem(position, LAST_NAME, nameReason(0, rows, last + 1, lastLength));
    }
    if (!isDocument(rows, document + 1, documentLength)) {
      return problem(position, DOCUMENT, documentReason(rows, document + 1, documentLength));
    }
    if (birthDay < BIRTH_DAY_MIN || birthDay > today) {
      return problem(
          position,
          BIRTH_DATE,
          "expected a date from %s to today, %s, as YYYY-MM-DD, found %s"
              .formatted(
                  BIRTH_DATE_MIN, LocalDate.ofEpochDay(today), LocalDate.ofEpochDay(birthDay)));
    }
    if (number < 0 || number > NUMBER_MAX) {
      return problem(position, NUMBER, NUMBER_EXPECTED + ", found " + number);
    }
    return Optional.empty();
  }

  /** The date as it is encoded: a date millions of years away becomes the nearest one that fits. */
  static int epochDay(LocalDate date) {
    return Math.clamp(date.toEpochDay(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static boolean isName(ByteBuffer bytes, int offset, int length) {
    return length >= 1
        && length <= NAME_BYTES_MAX
        && Utf8.isPlainText(bytes, offset, length)
        && Utf8.isVisible(bytes, offset, length);
  }

  private static boolean isDocument(ByteBuffer bytes, int offset, int length) {
    return length >= 1 && length <= DOCUMENT_DIGITS_MAX && Ascii.isDigits(bytes, offset, length);
  }

  private static String nameReason(int least, ByteBuffer bytes, int offset, int length) {
    if (length < least || length > NAME_BYTES_MAX) {
      return "expected %d to %d bytes of UTF-8, found %s"
          .formatted(least, NAME_BYTES_MAX, bytesFound(length));
    }
    try {
      return UTF_8
          .newDecoder()
          .decode(bytes.slice(offset, length))
          .codePoints()
          .filter(Visibility::isHidden)
          .mapToObj(
              "expected text without control and invisible characters, found U+%04X"::formatted)
          .findFirst()
          .orElse("expected text of which something can be seen");
    } catch (CharacterCodingException _) {
      return "expected well-formed UTF-8";
    }
  }

  private static String documentReason(ByteBuffer bytes, int offset, int length) {
    byte[] document = new byte[length];
    bytes.get(offset, document);
    return "expected 1 to %d ASCII digits, found ".formatted(DOCUMENT_DIGITS_MAX)
        + (length >= 1 && length <= DOCUMENT_DIGITS_MAX
            ? quoted(document, 0, length)
            : bytesFound(length) + " bytes");
  }

  /** The length of a text in a row, which holds at most its first 255 bytes. */
  private static String bytesFound(int length) {
    return length < BetRow.TEXT_BYTES_MAX ? Integer.toString(length) : length + " or more";
  }

  /** The value of the ASCII digits, or -1 if there is any other character. */
  private static int digits(byte[] utf8, int offset, int length) {
    int value = 0;
    for (int i = offset; i < offset + length; i++) {
      if (utf8[i] < '0' || utf8[i] > '9') {
        return -1;
      }
      value = value * 10 + (utf8[i] - '0');
    }
    return value;
  }

  /** The text for an error message: short, on one line, and harmless on a terminal. */
  private static String quoted(byte[] utf8, int offset, int length) {
    String text = new String(utf8, offset, length, UTF_8);
    String start = text.length() > 24 ? text.substring(0, 24) + "…" : text;
    return '"' + start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?") + '"';
  }

  private static Optional<BetProblem> problem(int position, BetField field, String reason) {
    return Optional.of(new BetProblem(position, field, reason));
  }

  private static InvalidBetException invalid(BetField field, String reason) {
    return new InvalidBetException(new BetProblem(0, field, reason));
  }
}
