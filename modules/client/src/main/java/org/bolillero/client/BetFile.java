package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.bolillero.console.CommandException;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;

/**
 * An agency's file of bets; {@link Agency#submit(DeliverySettings, java.util.function.LongConsumer,
 * WinnersTarget)} describes its format.
 *
 * @param path where the file is
 * @param size how many bytes it has
 * @param expectedBets how many bets it should have; empty for any number but none
 * @param today the last allowed date of birth
 */
record BetFile(Path path, long size, OptionalLong expectedBets, LocalDate today) {
  /** How much of a truncated line a message shows. */
  private static final int SHOWN_BYTES = 40;

  private static final int COPIED_BYTES = 64 * 1024;

  /**
   * Finds a file, and checks what can be checked before the office is asked.
   *
   * @param mayLackLastLineEnd whether its last line may lack a line end, as in a truncated file
   * @throws BetFileException if it cannot be read, its first row is not a bet, or, unless that is
   *     expected, it has no row or its last line has no end
   */
  static BetFile find(
      Path path, OptionalLong expectedBets, boolean mayLackLastLineEnd, LocalDate today)
      throws BetFileException {
    try (BetFileInput in = BetFileInput.open(path)) {
      BetFile file = new BetFile(path, in.size(), expectedBets, today);
      // An invalid first row says more about a file than its end does.
      int bytesMax = batchBytesMax(Protocol.FRAME_BYTES_DEFAULT);
      boolean hasRow = new BetFileReader(file, in, 1, bytesMax).next(1).isPresent();
      if (hasRow && !mayLackLastLineEnd && !in.endsWithLineEnd()) {
        throw file.cut();
      }
      return file;
    } catch (IOException e) {
      throw BetFileException.unreadable(path, e);
    }
  }

  /**
   * Starts to read, in batches of at most this many bets, each of which fits into a frame.
   *
   * @throws BetFileException if the file cannot be read, or its size has changed
   */
  BetFileReader open(int countMax, int frameBytesMax) throws BetFileException {
    return new BetFileReader(this, openUnchanged(), countMax, batchBytesMax(frameBytesMax));
  }

  private BetFileInput openUnchanged() throws BetFileException {
    BetFileInput in = BetFileInput.open(path);
    if (in.size() == size) {
      return in;
    }
    in.close();
    throw BetFileException.ofFile(
        path,
        "it had %d bytes before, and has %d now; it must not change while it is delivered"
            .formatted(size, in.size()));
  }

  /** The line, from 1, where the row of a bet begins, found by reading up to it. */
  long lineOf(long index) throws BetFileException {
    try (BetFileReader reader = open(BetBatch.COUNT_MAX, Protocol.FRAME_BYTES_LIMIT)) {
      while (reader.index() < index && reader.next(index - reader.index()).isPresent()) {
        // Only the line matters.
      }
      reader.next(1);
      return reader.line();
    }
  }

  /** Copies the file from a row on, byte for byte, to its end. */
  void copy(BetFileReader.Rest rest, UncountedTarget target) throws CommandException {
    if (rest.rows() == 0) {
      return;
    }
    try (BetFileInput file = openUnchanged();
        BufferedInputStream in = new BufferedInputStream(file, COPIED_BYTES)) {
      for (long line = 1; line < rest.line(); line++) {
        skipLine(in);
      }
      for (byte[] next = read(in); next.length > 0; next = read(in)) {
        target.add(next);
      }
    } catch (IOException e) {
      throw BetFileException.unreadable(path, e);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    return in.readNBytes(COPIED_BYTES);
  }

  /** Skips a line with its end, as CSV counts lines: it may also end with a CR alone. */
  private static void skipLine(InputStream in) throws IOException {
    int c = in.read();
    while (c >= 0 && c != '\n' && c != '\r') {
      c = in.read();
    }
    if (c == '\r') {
      in.mark(1);
      if (in.read() != '\n') {
        in.reset();
      }
    }
  }

  /** Checks that the file may end after this many bets. */
  void requireEndAfter(long count) throws BetFileException {
    if (expectedBets.isEmpty() && count == 0) {
      throw BetFileException.ofFile(
          path,
          "expected at least one bet, found a file of %d bytes without any; the export may have failed; if there are no bets, say --no-bets"
              .formatted(size));
    }
    if (count != expectedBets.orElse(count)) {
      throw BetFileException.ofFile(
          path,
          "expected %d bets, found %d; it may have been cut, or be another day's"
              .formatted(expectedBets.getAsLong(), count));
    }
  }

  /** Checks that the file may continue after this many bets. */
  void requireMoreThan(long count) throws BetFileException {
    if (count >= expectedBets.orElse(Long.MAX_VALUE)) {
      throw BetFileException.ofFile(
          path, "expected %d bets, found more; it may be another day's".formatted(count));
    }
  }

  private BetFileException cut() throws IOException {
    BadLine last = BadLine.find(path, Long.MAX_VALUE);
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
