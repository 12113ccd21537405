package org.bolillero.storage;

import java.nio.file.Path;
import java.util.List;

/** Opens a log, of whatever kind it is. */
@FunctionalInterface
public interface LogOpener {
  /**
   * Opens the log, or makes one. When this returns, every entry that was replayed is durable.
   *
   * @param replay is given all entries that are there
   * @param listener gets warnings and the failure of the log
   * @return the log
   * @throws LogException if it cannot be used
   */
  Log open(EntryVisitor replay, LogListener listener) throws LogException;

  /**
   * {@return small files beside the log that belong to it} Each is there before the log has its
   * first entry, and does not change afterwards.
   */
  default List<Path> files() {
    return List.of();
  }
}
