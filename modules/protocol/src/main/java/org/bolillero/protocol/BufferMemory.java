package org.bolillero.protocol;

import java.io.IOException;

/**
 * Where a {@link FrameReader} gets the memory for its buffer, so that many readers together stay
 * within a limit. There is no limit unless the methods are overridden. Called by the reader's
 * thread.
 */
public interface BufferMemory {
  /** Grants whatever a reader asks for. */
  BufferMemory UNLIMITED = new BufferMemory() {};

  /**
   * Takes memory to read more bytes at once, without waiting.
   *
   * @param bytes how much
   * @return false if the reader must manage with the memory that it has
   */
  default boolean tryTake(int bytes) {
    return true;
  }

  /**
   * Takes memory that the next frame needs, and may wait for it.
   *
   * @param bytes how much
   * @throws IOException if no memory becomes available
   */
  default void take(int bytes) throws IOException {}

  /**
   * Returns memory.
   *
   * @param bytes how much
   */
  default void give(int bytes) {}
}
