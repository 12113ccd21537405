package org.bolillero.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;

/**
 * Keeps the fields of the row that was read last. It is its own record, so that a row costs no
 * objects but its fields.
 *
 * <p>The characters it is given are the bytes of the file, one for one; see {@link BetFileReader}.
 */
final class BetRowHandler extends AbstractBaseCsvCallbackHandler<BetRowHandler> {
  private static final int FIELDS = BetField.values().length;

  private final byte[][] fields = new byte[FIELDS][];

  /** Where the row starts, in lines from 1. */
  long line() {
    return getStartingLineNumber();
  }

  /** How many fields the row has, more than a bet has or fewer. */
  int fieldCount() {
    return getFieldCount();
  }

  boolean isComplete() {
    return getFieldCount() == FIELDS;
  }

  /**
   * Adds the row to a batch.
   *
   * @return false if the batch has no room for it
   * @throws InvalidBetException if the row is no valid bet
   */
  boolean addTo(BetBatchBuilder batch) throws InvalidBetException {
    return batch.add(
        fields[0],
        fields[1],
        fields[2],
        BetRules.parseBirthDay(new String(fields[3], UTF_8)),
        BetRules.parseNumber(new String(fields[4], UTF_8)));
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    if (index < FIELDS) {
      byte[] field = new byte[length];
      for (int i = 0; i < length; i++) {
        field[i] = (byte) buffer[offset + i];
      }
      fields[index] = field;
    }
  }

  @Override
  protected BetRowHandler buildRecord() {
    return this;
  }
}
