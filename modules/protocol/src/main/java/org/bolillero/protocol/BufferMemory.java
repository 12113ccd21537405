package org.bolillero.protocol;

import java.io.IOException;

/**
 * Where a {@link FrameReader} has the memory of its buffer from, so that many readers together can
 * be kept within a limit. For the reader's thread.
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
   * Takes memory that lets more be read at once. Does not wait.
   *
   * @param bytes how much
   * @return false if the reader must do with what it has
   */
  boolean tryTake(int bytes);

  /**
   * Takes memory that the next frame cannot be read without. May wait for it.
   *
   * @param bytes how much
   * @throws IOException if it cannot be had
   */
  void take(int bytes) throws IOException;

  /**
   * Gives memory back.
   *
   * @param bytes how much
   */
  void give(int bytes);
}
