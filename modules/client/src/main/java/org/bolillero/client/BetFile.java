package org.bolillero.client;

import java.nio.file.Path;
import java.time.LocalDate;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;

/**
 * An agency's file of bets.
 *
 * <p>It is CSV without a header: first name, last name, document, date of birth as {@code
 * YYYY-MM-DD}, number. Text is UTF-8, with or without a byte order mark; lines end with LF or CR
 * LF; fields may stand in double quotes; empty lines are skipped, and a file without a row is one
 * of no bets. Files of any size are read in constant memory.
 *
 * @param path where the file is
 * @param today the last allowed date of birth
 */
record BetFile(Path path, LocalDate today) {

  /**
   * Starts to read.
   *
   * @param countMax the most bets of a batch
   * @param frameBytesMax the largest frame that will carry a batch
   * @throws BetFileException if this is no file that can be read
   */
  BetFileReader open(int countMax, int frameBytesMax) throws BetFileException {
    return new BetFileReader(path, countMax, frameBytesMax - Protocol.BATCH_OVERHEAD_BYTES, today);
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
}
