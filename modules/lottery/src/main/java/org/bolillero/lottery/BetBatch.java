package org.bolillero.lottery;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A batch of bets: the bytes that are sent, stored, and drawn from.
 *
 * <pre>
 * BetBatch   u16 count | numbers: count × u16 | rows: count × row
 * row        u8 length + first name | u8 length + last name | u8 length + document | i32 birth date as epoch day
 * </pre>
 *
 * <p>Integers are big-endian, texts are UTF-8, and there is at least one bet. The numbers come
 * first, as a column, so that a draw reads two bytes for each bet and touches a row only for a
 * winner.
 *
 * <p>A batch is a view: it shares its bytes with the buffer that it was made from, and is valid as
 * long as they do not change. Any number of threads may read it.
 */
public final class BetBatch implements Iterable<Bet> {
  /** The most bets that a batch can have. */
  public static final int COUNT_MAX = 0xFFFF;

  static final int COUNT_BYTES = 2;
  static final int NUMBER_BYTES = 2;

  /** A 1 in each of four adjacent numbers. */
  private static final long EVERY_NUMBER = 0x0001_0001_0001_0001L;

  private final ByteBuffer bytes;
  private final int count;

  /** Takes ownership of a buffer whose position is 0 and whose limit is the end of the batch. */
  BetBatch(ByteBuffer bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /**
   * Makes a batch of received bytes, after checking that every length stays within them and that
   * nothing is left over. {@link #firstProblem} tells whether the bets obey the rules.
   *
   * @param source the bytes from its position to its limit; they are not copied, and the position
   *     does not change
   * @return the batch over these bytes
   * @throws MalformedBatchException if they are not a batch
   */
  public static BetBatch parse(ByteBuffer source) throws MalformedBatchException {
    ByteBuffer bytes = source.slice();
    int end = bytes.limit();
    int count = end < COUNT_BYTES ? 0 : bytes.getShort(0) & 0xFFFF;
    if (count == 0) {
      throw new MalformedBatchException("expected a batch of at least one bet");
    }
    int at = COUNT_BYTES + count * NUMBER_BYTES;
    for (int position = 0; position < count; position++) {
      at = BetRow.end(bytes, at, end);
      if (at < 0) {
        throw new MalformedBatchException(
            "bet " + position + " of " + count + " does not fit into " + end + " bytes");
      }
    }
    if (at != end) {
      throw new MalformedBatchException((end - at) + " bytes too many after " + count + " bets");
    }
    return new BetBatch(bytes, count);
  }

  /**
   * {@return the batch over bytes that are known to be one, because they were parsed before they
   * were stored} They are not checked; if they are not a batch, every method may fail in any way.
   *
   * @param source the bytes from its position to its limit; they are not copied, and the position
   *     does not change
   */
  public static BetBatch trusted(ByteBuffer source) {
    ByteBuffer bytes = source.slice();
    return new BetBatch(bytes, bytes.getShort(0) & 0xFFFF);
  }

  /** {@return how many bets there are, 1 to 65535} */
  public int count() {
    return count;
  }

  /**
   * {@return the encoded batch, with a position of its own; it must not be written to} It is not a
   * read-only view, because the platform's checksums copy whatever they read through one.
   */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /**
   * {@return the first thing that breaks a rule, in the order of positions, then of fields; empty
   * if all bets are valid}
   *
   * @param today the last allowed date of birth
   */
  public Optional<BetProblem> firstProblem(LocalDate today) {
    int todayEpochDay = BetRules.epochDay(today);
    int row = rowsOffset();
    for (int position = 0; position < count; position++) {
      Optional<BetProblem> problem =
          BetRules.check(position, bytes, row, number(position), todayEpochDay);
      if (problem.isPresent()) {
        return problem;
      }
      row = BetRow.end(bytes, row);
    }
    return Optional.empty();
  }

  /**
   * Finds the bets on a number, in order, in time linear in the size of the batch.
   *
   * @param winningNumber the number
   * @param action receives the document of each: ASCII digits, as a slice of this batch
   */
  public void forEachDocument(int winningNumber, Consumer<ByteBuffer> action) {
    int rowPosition = 0;
    int row = rowsOffset();
    int position = nextOn(winningNumber, 0);
    while (position < count) {
      for (; rowPosition < position; rowPosition++) {
        row = BetRow.end(bytes, row);
      }
      action.accept(BetRow.document(bytes, row));
      position = nextOn(winningNumber, position + 1);
    }
  }

  /** The position of the first bet on the number at or after {@code from}, or else the count. */
  private int nextOn(int winningNumber, int from) {
    long four = winningNumber * EVERY_NUMBER;
    int position = from;
    while (position + 4 <= count && !hasZero(fourNumbers(position) ^ four)) {
      position += 4;
    }
    while (position < count && number(position) != winningNumber) {
      position++;
    }
    return position;
  }

  private long fourNumbers(int position) {
    return bytes.getLong(COUNT_BYTES + position * NUMBER_BYTES);
  }

  /** Whether one of four numbers is 0: only then does subtracting 1 from each set a highest bit. */
  private static boolean hasZero(long four) {
    return ((four - EVERY_NUMBER) & ~four & EVERY_NUMBER << 15) != 0;
  }

  /** The bets, decoded one by one. */
  @Override
  public Iterator<Bet> iterator() {
    return new Iterator<>() {
      private int position;
      private int row = rowsOffset();

      @Override
      public boolean hasNext() {
        return position < count;
      }

      @Override
      public Bet next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Bet bet = BetRow.decode(bytes, row, number(position));
        position++;
        row = BetRow.end(bytes, row);
        return bet;
      }
    };
  }

  ByteBuffer numberColumn() {
    return bytes.slice(COUNT_BYTES, count * NUMBER_BYTES);
  }

  ByteBuffer rowRegion() {
    return bytes.slice(rowsOffset(), bytes.limit() - rowsOffset());
  }

  private int rowsOffset() {
    return COUNT_BYTES + count * NUMBER_BYTES;
  }

  private int number(int position) {
    return bytes.getShort(COUNT_BYTES + position * NUMBER_BYTES) & 0xFFFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BetBatch that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "BetBatch[" + count + " bets, " + bytes.limit() + " bytes]";
  }
}
