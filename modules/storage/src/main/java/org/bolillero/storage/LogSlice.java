package org.bolillero.storage;

/**
 * A run of whole entries from the durable part of a log. It only says where they are; they are read
 * on demand. Any number of threads may read it, also while the log grows.
 */
@FunctionalInterface
public interface LogSlice {
  /**
   * Reads the entries in order.
   *
   * @param visitor is given each of them
   * @throws LogException if the entries cannot be read, or if the visitor throws it
   */
  void forEach(EntryVisitor visitor) throws LogException;
}
