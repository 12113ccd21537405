package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.bolillero.storage.LogException;

/**
 * A sequence of records that several offices append to, and that all of them read in the same
 * order, wherever it is kept. A record that was read once is never lost.
 *
 * <p>Any thread may append. Reading belongs to one thread.
 */
public interface Topic extends AutoCloseable {
  /** {@return how large a record may be, in bytes} */
  int recordBytesMax();

  /**
   * Sends a record, to stand behind those that this office has sent before. Waits for room, but not
   * until it is stored.
   *
   * @param record the record, from position to limit; its bytes must not change until it is stored
   * @return done, by any thread, when the record is stored on as many machines as the topic asks
   *     for. A failure says only that this is not known: the record may be stored, or stored later,
   *     once or twice, and those behind it without it
   * @throws LogException if the topic is closed or cannot be used any more
   */
  CompletionStage<Void> append(ByteBuffer record) throws LogException;

  /**
   * Reads the records that come next.
   *
   * @param wait how long it waits for the first of them
   * @return the bytes of each; none if there are none yet, or nobody answers who has them
   * @throws LogException if they are lost ({@link LogException.Kind#DAMAGED}), or the topic cannot
   *     be used any more
   */
  List<ByteBuffer> poll(Duration wait) throws LogException;

  /** {@return the offset of the record that is read next} */
  long position();

  /**
   * Asks how long the topic is. To be called by the thread that reads.
   *
   * @return the offset behind the last record that can be read now; empty if nobody answers
   * @throws LogException if the topic is not the one that it was, or cannot be used any more
   */
  OptionalLong end() throws LogException;

  /** Gives up what was not stored, and lets go of all resources. Idempotent; any thread. */
  @Override
  void close();
}
