package org.bolillero.client;

import java.nio.file.Path;
import java.time.LocalDate;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;

/**
 * An agency's file of bets; {@link Agency#submit(Path, java.util.function.LongConsumer)} says how
 * it looks.
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

  /** Finds out early that the file cannot be opened. */
  void requireReadable() throws BetFileException {
    open(1, Protocol.FRAME_BYTES_DEFAULT).close();
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
