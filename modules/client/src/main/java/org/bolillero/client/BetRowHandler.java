package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;

/**
 * Keeps the row read last, with its texts encoded as in a batch. It is its own record, so that a
 * row costs no objects. Each character that it receives is a byte of the file.
 */
final class BetRowHandler extends AbstractBaseCsvCallbackHandler<BetRowHandler> {
  /** How many fields a bet has. */
  static final int FIELDS = BetField.values().length;

  private static final int BIRTH_DATE = BetField.BIRTH_DATE.code() - 1;
  private static final int NUMBER = BetField.NUMBER.code() - 1;

  /** A longer field is cut to this length, which is still more than any rule allows. */
  static final int TEXT_BYTES_MAX = 0xFF;

  /** The fields in order, each as {@code u8 length + bytes}. */
  private final byte[] row = new byte[FIELDS * (1 + TEXT_BYTES_MAX)];

  /** The position of the length of each field, and the end of the last field. */
  private final int[] starts = new int[FIELDS + 1];

  /** The line, from 1, where the row begins. */
  long line() {
    return getStartingLineNumber();
  }

  /** How many fields the row has. */
  int fieldCount() {
    return getFieldCount();
  }

  /** Adds the row to a batch; false if that has no room for it. */
  boolean addTo(BetBatchBuilder batch) throws InvalidBetException {
    return batch.add(
        row,
        starts[BIRTH_DATE],
        BetRules.parseBirthDay(row, starts[BIRTH_DATE] + 1, length(BIRTH_DATE)),
        BetRules.parseNumber(row, starts[NUMBER] + 1, length(NUMBER)));
  }

  /** A field of the row, or the beginning of a long one. */
  String text(BetField field) {
    int index = field.code() - 1;
    return new String(row, starts[index] + 1, length(index), ISO_8859_1);
  }

  private int length(int field) {
    return starts[field + 1] - starts[field] - 1;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    if (index < FIELDS) {
      int kept = Math.min(length, TEXT_BYTES_MAX);
      int start = starts[index];
      row[start] = (byte) kept;
      for (int i = 0; i < kept; i++) {
        row[start + 1 + i] = (byte) buffer[offset + i];
      }
      starts[index + 1] = start + 1 + kept;
    }
  }

  @Override
  protected BetRowHandler buildRecord() {
    return this;
  }
}
