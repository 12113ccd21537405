package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.InvalidBetException;

/**
 * Reads a {@link BetFile} from front to back, as batches.
 *
 * <p>The file is decoded as ISO 8859-1, which makes one character of each byte: what CSV consists
 * of is ASCII, and the bytes of a field come out as they were, to be judged by the rules of a bet
 * and by nothing else. Memory does not grow with the file. Not thread-safe; not usable after it has
 * thrown.
 */
final class BetFileReader implements AutoCloseable {
  /** Larger than any valid row; what goes on for longer is most likely a quote nobody closed. */
  private static final int FIELD_BYTES_MAX = 64 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final int countMax;
  private final FileInputStream in;
  private final BetRowHandler row = new BetRowHandler();
  private final CloseableIterator<BetRowHandler> rows;
  private final BetBatchBuilder builder;
  private final long size;
  private long index;
  private boolean isRowPending;

  /**
   * Starts at the first row.
   *
   * @param countMax the most bets of a batch
   * @param bytesMax the most bytes of a batch
   * @param today the last allowed date of birth
   */
  BetFileReader(Path file, int countMax, int bytesMax, LocalDate today) throws BetFileException {
    this.file = file;
    this.countMax = countMax;
    this.builder = new BetBatchBuilder(countMax, bytesMax, today);
    this.in = open(file);
    try {
      this.size = in.getChannel().size();
      if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        in.getChannel().position(0);
      }
    } catch (IOException e) {
      close();
      throw unreadable(e);
    }
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

  private static FileInputStream open(Path file) throws BetFileException {
    try {
      // Opening a pipe would wait for its other end, so this is asked first.
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return new FileInputStream(file.toFile());
      }
      if (attributes.isDirectory()) {
        throw BetFileException.ofFile(file, "is a directory, not a file");
      }
    } catch (NoSuchFileException _) {
      throw BetFileException.ofFile(file, "no such file");
    } catch (IOException _) {
      throw BetFileException.ofFile(file, "cannot be opened; check its permissions");
    }
    throw BetFileException.ofFile(
        file, "expected a regular file, which can be read again to resume");
  }

  /**
   * Reads the next bets.
   *
   * @param most the most bets to take, at least 1
   * @return a batch of as many as there are and fit; empty at the end of the file
   * @throws BetFileException if the file cannot be read, or if a row of this batch is no valid bet
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
      throw BetFileException.ofLine(file, row.line(), e.problem().toString());
    }
    index += builder.count();
    return builder.count() == 0 ? Optional.empty() : Optional.of(builder.build());
  }

  /** How many bets were read: the index of the next one. */
  long index() {
    return index;
  }

  /** Where the row that was read last starts, in lines from 1. */
  long line() {
    return row.line();
  }

  /** How many bytes of the file were read, to show progress. */
  long position() throws BetFileException {
    try {
      return in.getChannel().position();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** How many bytes the file had when it was opened. */
  long size() {
    return size;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException _) {
      // Nothing was written, so nothing is lost.
    }
  }

  private boolean hasNextRow() throws BetFileException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
    } catch (CsvParseException _) {
      throw BetFileException.ofLine(
          file, row.line(), "expected fields of less than 64 KiB whose quotes are closed");
    } catch (UncheckedIOException e) {
      throw unreadable(requireNonNull(e.getCause()));
    }
    if (!row.isComplete()) {
      throw BetFileException.ofLine(
          file, row.line(), "expected 5 fields, found " + row.fieldCount());
    }
    return true;
  }

  private BetFileException unreadable(Throwable e) {
    return BetFileException.ofFile(file, "cannot be read: " + e.getMessage());
  }
}
