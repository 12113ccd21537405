package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Random;
import java.util.regex.Pattern;
import org.bolillero.lottery.BetRules;

/**
 * Makes up one bet after the other, as rows of an agency's file: plausible people, and numbers that
 * are all equally likely. Not thread-safe.
 */
final class BetRows {
  /** No row is longer than this: three names, a document, a date, a number, separators. */
  static final int ROW_BYTES_MAX = 128;

  private static final int TWO_FIRST_NAMES_PERCENT = 40;
  private static final LocalDate BIRTH_DATE_MIN = LocalDate.of(1945, 1, 1);
  private static final LocalDate BIRTH_DATE_MAX = LocalDate.of(2007, 12, 31);
  private static final int DATE_BYTES = 10;

  /** Documents grow with the date of birth, by eight digits from the oldest to the youngest. */
  private static final int DOCUMENT_MIN = 10_000_000;

  private static final int DOCUMENTS_PER_DAY = 1_500;
  private static final int DOCUMENT_SPREAD = 3_000_000;

  private static final Pattern COMMA = Pattern.compile(",\\s+");
  private static final byte[][] FIRST_OF_WOMEN = encoded(Names.FIRST_OF_WOMEN);
  private static final byte[][] FIRST_OF_MEN = encoded(Names.FIRST_OF_MEN);
  private static final byte[][] LAST_NAMES = encoded(Names.LAST);
  private static final byte[] DATES = dates();
  private static final int DAYS = DATES.length / DATE_BYTES;

  private final Random random;

  BetRows(Random random) {
    this.random = random;
  }

  /**
   * Puts the next row into a buffer that has room for {@link #ROW_BYTES_MAX}.
   *
   * @return where the row ends
   */
  int append(byte[] buffer, int start) {
    byte[][] firstNames = random.nextBoolean() ? FIRST_OF_WOMEN : FIRST_OF_MEN;
    int first = random.nextInt(firstNames.length);
    int end = put(firstNames[first], buffer, start);
    if (random.nextInt(100) < TWO_FIRST_NAMES_PERCENT) {
      int other = (first + 1 + random.nextInt(firstNames.length - 1)) % firstNames.length;
      buffer[end++] = ' ';
      end = put(firstNames[other], buffer, end);
    }
    buffer[end++] = ',';
    end = put(LAST_NAMES[random.nextInt(LAST_NAMES.length)], buffer, end);
    buffer[end++] = ',';
    int day = random.nextInt(DAYS);
    int document = DOCUMENT_MIN + day * DOCUMENTS_PER_DAY + random.nextInt(DOCUMENT_SPREAD);
    end = putNumber(document, buffer, end);
    buffer[end++] = ',';
    System.arraycopy(DATES, day * DATE_BYTES, buffer, end, DATE_BYTES);
    end += DATE_BYTES;
    buffer[end++] = ',';
    end = putNumber(random.nextInt(BetRules.NUMBER_MAX + 1), buffer, end);
    buffer[end++] = '\n';
    return end;
  }

  private static int put(byte[] text, byte[] buffer, int start) {
    System.arraycopy(text, 0, buffer, start, text.length);
    return start + text.length;
  }

  private static int putNumber(int number, byte[] buffer, int start) {
    int end = start + 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      end++;
    }
    int rest = number;
    for (int i = end - 1; i >= start; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static byte[][] encoded(String names) {
    return COMMA
        .splitAsStream(names.strip())
        .map(name -> name.getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  /** All dates of birth, each as its ten bytes. */
  private static byte[] dates() {
    var text = new StringBuilder();
    BIRTH_DATE_MIN.datesUntil(BIRTH_DATE_MAX.plusDays(1)).forEach(text::append);
    return text.toString().getBytes(UTF_8);
  }
}
