package org.bolillero.lottery;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Encodes bets into batches of limited size, and checks each against the rules. Not thread-safe.
 * After {@link #build} it is empty and can be reused.
 */
public final class BetBatchBuilder {
  private final int countMax;
  private final int bytesMax;
  private final int today;
  private final ByteBuffer numbers;
  private final ByteBuffer rows;

  /**
   * Makes an empty builder.
   *
   * @param countMax the most bets of a batch, 1 to 65535
   * @param bytesMax the most bytes of an encoded batch; enough for the largest valid bet
   * @param today the last allowed date of birth
   */
  public BetBatchBuilder(int countMax, int bytesMax, LocalDate today) {
    if (countMax < 1 || countMax > BetBatch.COUNT_MAX) {
      throw new IllegalArgumentException("countMax must be 1 to 65535, not " + countMax);
    }
    int least = BetBatch.COUNT_BYTES + BetBatch.NUMBER_BYTES + BetRow.VALID_BYTES_MAX;
    if (bytesMax < least) {
      throw new IllegalArgumentException(
          "bytesMax must be at least " + least + ", not " + bytesMax);
    }
    this.countMax = countMax;
    this.bytesMax = bytesMax;
    this.today = BetRules.epochDay(today);
    this.numbers =
        ByteBuffer.allocate(
            Math.min(countMax, bytesMax / BetBatch.NUMBER_BYTES) * BetBatch.NUMBER_BYTES);
    // A row is written before it is checked, so there is room for one more.
    this.rows =
        ByteBuffer.allocate(
            Math.min(countMax * BetRow.VALID_BYTES_MAX, bytesMax) + BetRow.BYTES_MAX);
  }

  /**
   * Adds a bet, or leaves the batch unchanged.
   *
   * @param bet the bet
   * @return false if the batch has no room for the bet
   * @throws InvalidBetException if the bet breaks a rule
   */
  public boolean add(Bet bet) throws InvalidBetException {
    int row = rows.position();
    BetRow.encode(rows, bet);
    return accept(row, bet.number());
  }

  /**
   * Adds a bet whose texts are already encoded, or leaves the batch unchanged.
   *
   * @param texts begins with first name, last name and document as in a row of a batch
   * @param length how many bytes they have
   * @param birthDay the date of birth in days since 1970-01-01
   * @param number the number
   * @return false if the batch has no room for the bet
   * @throws InvalidBetException if the bet breaks a rule
   */
  public boolean add(byte[] texts, int length, int birthDay, int number)
      throws InvalidBetException {
    int row = rows.position();
    rows.put(texts, 0, length).putInt(birthDay);
    return accept(row, number);
  }

  /** Keeps the row written last if it is valid and fits. */
  private boolean accept(int row, int number) throws InvalidBetException {
    Optional<BetProblem> problem = BetRules.check(count(), rows, row, number, today);
    if (problem.isPresent()) {
      rows.position(row);
      throw new InvalidBetException(problem.get());
    }
    int size = BetBatch.COUNT_BYTES + numbers.position() + BetBatch.NUMBER_BYTES + rows.position();
    if (count() == countMax || size > bytesMax) {
      rows.position(row);
      return false;
    }
    numbers.putShort((short) number);
    return true;
  }

  /** {@return how many bets have been added since the last build} */
  public int count() {
    return numbers.position() / BetBatch.NUMBER_BYTES;
  }

  /**
   * {@return a batch of the bets added, in bytes of its own; afterwards the builder is empty}
   *
   * @throws IllegalStateException if nothing was added
   */
  public BetBatch build() {
    int count = count();
    if (count == 0) {
      throw new IllegalStateException("a batch has at least one bet");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(BetBatch.COUNT_BYTES + numbers.position() + rows.position());
    bytes.putShort((short) count).put(numbers.flip()).put(rows.flip()).flip();
    numbers.clear();
    rows.clear();
    return new BetBatch(bytes, count);
  }
}
