package org.bolillero.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where an agency's winners go as they come, so that very many of them need no memory. Called by
 * the thread that submits.
 *
 * <p>What was added counts only once {@link Agency#submit(java.nio.file.Path, FileExpectations,
 * java.util.function.LongConsumer, WinnersTarget)} has said that the draw was held.
 */
public interface WinnersTarget {
  /** Drops them, for who wants to know only how many there are. */
  WinnersTarget NONE =
      new WinnersTarget() {
        @Override
        public void begin() {}

        @Override
        public void add(ByteBuffer documents) {}
      };

  /**
   * Begins with no winner, whatever was added before: an answer that was cut off comes again from
   * its start.
   *
   * @throws IOException if that fails; its message is for the user
   */
  void begin() throws IOException;

  /**
   * Adds the winners that come next, in the order of their bets.
   *
   * @param documents {@code u8 length + document} in ASCII, repeated; valid during the call
   * @throws IOException if that fails; its message is for the user
   */
  void add(ByteBuffer documents) throws IOException;
}
