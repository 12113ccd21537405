package org.bolillero.protocol;

import java.io.IOException;

/**
 * Where a {@link FrameReader} gets the memory for its buffer, so that many readers together stay
 * within a limit; there is none unless the methods are overridden. Called by the reader's thread.
 */
public interface BufferMemory {
  /** As much as a reader asks for. */
  BufferMemory UNLIMITED = new BufferMemory() {};

  /**
   * Takes memory to read more at once, without waiting.
   *
   * @param bytes how much
   * @return false if the reader has to make do with what it has
   */
  default boolean tryTake(int bytes) {
    return true;
  }

  /**
   * Takes memory that the next frame needs. May wait for it.
   *
   * @param bytes how much
   * @throws IOException if there is none
   */
  default void take(int bytes) throws IOException {}

  /**
   * Gives memory back.
   *
   * @param bytes how much
   */
  default void give(int bytes) {}
}
