package org.bolillero.protocol;

import java.io.IOException;

/**
 * Where a {@link FrameReader} gets the memory for its buffer, so that many readers together stay
 * within a limit. Called by the reader's thread.
 */
public interface BufferMemory {
  /** As much as a reader asks for. */
  BufferMemory UNLIMITED =
      new BufferMemory() {
        @Override
        public boolean tryTake(int bytes) {
          return true;
        }

        @Override
        public void take(int bytes) {}

        @Override
        public void give(int bytes) {}
      };

  /**
   * Takes memory to read more at once. Does not wait.
   *
   * @param bytes how much
   * @return false if the reader has to make do with what it has
   */
  boolean tryTake(int bytes);

  /**
   * Takes memory that the next frame needs. May wait for it.
   *
   * @param bytes how much
   * @throws IOException if there is none
   */
  void take(int bytes) throws IOException;

  /**
   * Gives memory back.
   *
   * @param bytes how much
   */
  void give(int bytes);
}
