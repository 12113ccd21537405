package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetProblem;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.InvalidBetException;

/**
 * Reads a {@link BetFile} from beginning to end, as batches.
 *
 * <p>The file is decoded as ISO 8859-1, one character for each byte: the syntax of CSV is ASCII,
 * and the bytes of a field stay as they were, for the rules of a bet to judge. Memory use does not
 * grow with the file. Not thread-safe, and not usable after it has thrown an exception.
 */
final class BetFileReader implements AutoCloseable {
  /** Larger than any valid row: a longer field is most likely an unclosed quote. */
  private static final int FIELD_BYTES_MAX = 64 * 1024;

  /**
   * The rows behind the bets that were read.
   *
   * @param line the line, from 1, where the first of them begins, if there is one
   * @param rows how many there are
   */
  record Rest(long line, long rows) {}

  private final BetFile file;
  private final int countMax;
  private final BetFileInput in;
  private final BetRowHandler row = new BetRowHandler();
  private final CloseableIterator<BetRowHandler> rows;
  private final BetBatchBuilder builder;
  private final BetStreamDigest digest = new BetStreamDigest();
  private long index;
  private boolean isRowPending;

  /** Starts at the first row, and makes batches of at most this many bets and bytes. */
  BetFileReader(BetFile file, BetFileInput in, int countMax, int bytesMax) {
    this.file = file;
    this.in = in;
    this.countMax = countMax;
    this.builder = new BetBatchBuilder(countMax, bytesMax, file.today());
    this.rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(FIELD_BYTES_MAX)
            .build(row, new InputStreamReader(in, ISO_8859_1))
            .iterator();
  }

  /**
   * Reads the next bets.
   *
   * @param most the most bets to take, at least 1
   * @return a batch of as many as remain and fit; empty at the end of the file
   * @throws BetFileException if the file cannot be read, a row of this batch is not a valid bet, or
   *     the file does not have the expected number of bets
   */
  Optional<BetBatch> next(long most) throws BetFileException {
    long full = Math.min(most, countMax);
    try {
      while (builder.count() < full && (isRowPending || hasNextRow())) {
        isRowPending = !row.addTo(builder);
        if (isRowPending) {
          break;
        }
      }
    } catch (InvalidBetException e) {
      BetProblem problem = e.problem();
      throw bad(
          problem.toString(), line -> line.causeOf(problem.field(), row.text(problem.field())));
    }
    if (builder.count() == 0) {
      return Optional.empty();
    }
    BetBatch batch = builder.build();
    index += batch.count();
    digest.update(batch);
    return Optional.of(batch);
  }

  /**
   * Reads to the end, whether or not the rows are valid bets. To be called when {@link #next} was
   * never asked for more bets than it gave.
   *
   * @throws BetFileException if the file cannot be read, cannot be taken apart into rows, or does
   *     not have the expected number of them
   */
  Rest skipRest() throws BetFileException {
    long line = 0;
    long count = 0;
    while (hasNextRecord(index + count)) {
      file.requireMoreThan(index + count);
      line = count == 0 ? row.line() : line;
      count++;
    }
    return new Rest(line, count);
  }

  /** How many bets have been read: the index of the next one. */
  long index() {
    return index;
  }

  /** The digest of all bets that have been read. */
  Digest digest() {
    return digest.value();
  }

  /** The line, from 1, where the row read last begins. */
  long line() {
    return row.line();
  }

  /** How many bytes of the file have been read. */
  long position() {
    return in.position();
  }

  @Override
  public void close() {
    in.close();
  }

  private boolean hasNextRow() throws BetFileException {
    long count = index + builder.count();
    if (!hasNextRecord(count)) {
      return false;
    }
    if (row.fieldCount() != BetRowHandler.FIELDS) {
      throw bad("expected 5 fields, found " + row.fieldCount(), BadLine::causeOfFieldCount);
    }
    file.requireMoreThan(count);
    return true;
  }

  /** Whether a row comes after this many; if so, it is read. */
  private boolean hasNextRecord(long count) throws BetFileException {
    try {
      if (!rows.hasNext()) {
        file.requireEndAfter(count);
        return false;
      }
      rows.next();
    } catch (CsvParseException _) {
      throw bad("expected fields of less than 64 KiB whose quotes are closed", BadLine::cause);
    } catch (UncheckedIOException e) {
      throw BetFileException.unreadable(file.path(), requireNonNull(e.getCause()));
    }
    return true;
  }

  /** Says that the row read last is not a bet, and what is the likely cause. */
  private BetFileException bad(String problem, Function<BadLine, Optional<String>> likelyCause) {
    String cause = "";
    try {
      BadLine line = BadLine.find(file.path(), row.line());
      cause = likelyCause.apply(line).map("; "::concat).orElse("");
    } catch (IOException _) {
      // The problem is known even without its cause.
    }
    return BetFileException.ofLine(file.path(), row.line(), problem + cause);
  }
}
