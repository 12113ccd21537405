package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;

/**
 * An agency's file of bets; {@link Agency#submit(Path, FileExpectations,
 * java.util.function.LongConsumer, WinnersTarget)} says how it looks.
 *
 * @param path where the file is
 * @param size how many bytes it has
 * @param expected what the user knows of it
 * @param today the last allowed date of birth
 */
record BetFile(Path path, long size, FileExpectations expected, LocalDate today) {
  /** How much of a line that was cut is shown. */
  private static final int SHOWN_BYTES = 40;

  /**
   * Finds a file, and finds out early what can be known of it at once.
   *
   * @throws BetFileException if it cannot be read, if its first row is no bet, if it has no row, or
   *     if its last line has no end; but for what was expected
   */
  static BetFile find(Path path, FileExpectations expected, LocalDate today)
      throws BetFileException {
    try (BetFileInput in = BetFileInput.open(path)) {
      BetFile file = new BetFile(path, in.size(), expected, today);
      boolean isEnded = in.endsWithLineEnd();
      // A first row that is none says more about a file than how the file ends.
      int bytesMax = batchBytesMax(Protocol.FRAME_BYTES_DEFAULT);
      boolean hasRow = new BetFileReader(file, in, 1, bytesMax).next(1).isPresent();
      if (hasRow && !isEnded && !expected.isEndFree()) {
        throw file.cut();
      }
      return file;
    } catch (IOException e) {
      throw BetFileException.unreadable(path, e);
    }
  }

  /**
   * Starts to read.
   *
   * @param countMax the most bets of a batch
   * @param frameBytesMax the largest frame that will carry a batch
   * @throws BetFileException if this is no file that can be read, or not as long as it was
   */
  BetFileReader open(int countMax, int frameBytesMax) throws BetFileException {
    BetFileInput in = BetFileInput.open(path);
    if (in.size() == size) {
      return new BetFileReader(this, in, countMax, batchBytesMax(frameBytesMax));
    }
    BetFileException failure =
        BetFileException.ofFile(
            path,
            "it had %d bytes before, and has %d now; it must not change while it is delivered"
                .formatted(size, in.size()));
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  /**
   * Finds where a bet stands, by reading up to it.
   *
   * @param index the index of the bet, from 0
   * @return the line that its row starts at, from 1
   * @throws BetFileException if the rows up to it cannot be read
   */
  long lineOf(long index) throws BetFileException {
    try (BetFileReader reader = open(BetBatch.COUNT_MAX, Protocol.FRAME_BYTES_LIMIT)) {
      while (reader.index() < index && reader.next(index - reader.index()).isPresent()) {
        // Only the position counts.
      }
      reader.next(1);
      return reader.line();
    }
  }

  /** Makes sure that a file that ends may end with so many bets. */
  void requireEndAfter(long count) throws BetFileException {
    if (expected.allow(count)) {
      return;
    }
    String problem =
        expected.bets().isPresent()
            ? "expected %d bets, found %d".formatted(expected.bets().getAsLong(), count)
                + "; it may have been cut, or be another day's"
            : "expected at least one bet, found a file of %d bytes without any".formatted(size)
                + "; the export may have failed; if there are no bets, say --no-bets";
    throw BetFileException.ofFile(path, problem);
  }

  /** Makes sure that a file of so many bets may go on. */
  void requireMoreThan(long count) throws BetFileException {
    if (!expected.allowMore(count)) {
      throw BetFileException.ofFile(
          path, "expected %d bets, found more; it may be another day's".formatted(count));
    }
  }

  private BetFileException cut() throws IOException {
    BetFileExcerpt last = BetFileExcerpt.of(path, Long.MAX_VALUE);
    String text = last.text();
    String shown = text.substring(Math.max(0, text.length() - SHOWN_BYTES));
    String found = last.end().isEmpty() ? "the end of the file" : "a carriage return alone";
    return BetFileException.ofLine(
        path,
        last.number(),
        "expected a line end after \"%s\", found %s; the file may have been cut; if it is whole, say --unterminated-last-line"
            .formatted(new String(shown.getBytes(ISO_8859_1), UTF_8), found));
  }

  private static int batchBytesMax(int frameBytesMax) {
    return frameBytesMax - Protocol.BATCH_OVERHEAD_BYTES;
  }
}
