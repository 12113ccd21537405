package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;

/**
 * Keeps the row that was read last, with its texts encoded as a batch needs them. It is its own
 * record, so that a row costs no objects. Each character that it is given is a byte of the file.
 */
final class BetRowHandler extends AbstractBaseCsvCallbackHandler<BetRowHandler> {
  private static final int FIELDS = BetField.values().length;
  private static final int BIRTH_DATE = BetField.BIRTH_DATE.code() - 1;
  private static final int NUMBER = BetField.NUMBER.code() - 1;

  /** A field that is longer is cut to this, which is still longer than any rule allows. */
  static final int TEXT_BYTES_MAX = 0xFF;

  /** The fields one after the other, each as {@code u8 length + bytes}. */
  private final byte[] row = new byte[FIELDS * (1 + TEXT_BYTES_MAX)];

  /** Where the length of each field stands, and where the last field ends. */
  private final int[] starts = new int[FIELDS + 1];

  /** The line where the row starts, from 1. */
  long line() {
    return getStartingLineNumber();
  }

  /** How many fields the row has; a bet has five. */
  int fieldCount() {
    return getFieldCount();
  }

  boolean isComplete() {
    return getFieldCount() == FIELDS;
  }

  /** Adds the row to a batch; false if that has no room for it. */
  boolean addTo(BetBatchBuilder batch) throws InvalidBetException {
    return batch.add(
        row,
        starts[BIRTH_DATE],
        BetRules.parseBirthDay(row, starts[BIRTH_DATE] + 1, length(BIRTH_DATE)),
        BetRules.parseNumber(row, starts[NUMBER] + 1, length(NUMBER)));
  }

  /** A field of the row, or its start if it is long. */
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
