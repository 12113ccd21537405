package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDate;

/**
 * One row of a {@link BetBatch}.
 *
 * <pre>
 * u8 length + first name | u8 length + last name | u8 length + document | i32 birth date as epoch day
 * </pre>
 */
final class BetRow {
  /** The longest text that can be encoded, in bytes. */
  static final int TEXT_BYTES_MAX = 0xFF;

  private static final byte[] ILL_FORMED = {(byte) 0xFF};
  private static final int BIRTH_DAY_BYTES = 4;

  /** The size of the largest row, valid or not. */
  static final int BYTES_MAX = 3 * (1 + TEXT_BYTES_MAX) + BIRTH_DAY_BYTES;

  /** The size of the largest valid row. */
  static final int VALID_BYTES_MAX =
      2 * (1 + BetRules.NAME_BYTES_MAX) + 1 + BetRules.DOCUMENT_DIGITS_MAX + BIRTH_DAY_BYTES;

  private BetRow() {}

  /**
   * Writes a row, which may break rules. A text that is too long is cut to the longest that can be
   * encoded, which is still longer than any rule allows.
   */
  static void encode(ByteBuffer target, Bet bet) {
    putText(target, bet.firstName());
    putText(target, bet.lastName());
    putText(target, bet.document());
    target.putInt(BetRules.epochDay(bet.birthDate()));
  }

  /** Reads the row at {@code at} together with its number from the column. */
  static Bet decode(ByteBuffer bytes, int at, int number) {
    int last = next(bytes, at);
    int document = next(bytes, last);
    int birthDay = next(bytes, document);
    return new Bet(
        text(bytes, at),
        text(bytes, last),
        text(bytes, document),
        LocalDate.ofEpochDay(bytes.getInt(birthDay)),
        number);
  }

  /** The document of the row at {@code at}. */
  static ByteBuffer document(ByteBuffer bytes, int at) {
    int document = next(bytes, next(bytes, at));
    return bytes.slice(document + 1, bytes.get(document) & 0xFF);
  }

  /** Where the row at {@code at} ends, given that it is whole. */
  static int end(ByteBuffer bytes, int at) {
    return next(bytes, next(bytes, next(bytes, at))) + BIRTH_DAY_BYTES;
  }

  /** Where the row at {@code at} ends, or -1 if that is past {@code limit}. */
  static int end(ByteBuffer bytes, int at, int limit) {
    int field = at;
    for (int i = 0; i < 3; i++) {
      if (field >= limit) {
        return -1;
      }
      field = next(bytes, field);
    }
    int end = field + BIRTH_DAY_BYTES;
    return end <= limit ? end : -1;
  }

  private static int next(ByteBuffer bytes, int field) {
    return field + 1 + (bytes.get(field) & 0xFF);
  }

  private static String text(ByteBuffer bytes, int field) {
    byte[] text = new byte[bytes.get(field) & 0xFF];
    bytes.get(field + 1, text);
    return new String(text, UTF_8);
  }

  private static void putText(ByteBuffer target, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    // An unpaired surrogate has no encoding: it becomes something that the rules reject.
    byte[] bytes = new String(utf8, UTF_8).equals(text) ? utf8 : ILL_FORMED;
    int length = Math.min(bytes.length, TEXT_BYTES_MAX);
    target.put((byte) length).put(bytes, 0, length);
  }
}
