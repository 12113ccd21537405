package org.bolillero.storage;

/** Is given the entries of a log, in order. */
@FunctionalInterface
public interface EntryVisitor {
  /**
   * Takes the next entry.
   *
   * @param number its number, counted from 1 over all entries; pins are left out, so numbers have
   *     gaps
   * @param entry the entry; its payload is valid during this call only
   * @throws LogException if the entry makes no sense to the owner of the log; it ends the reading
   */
  void visit(long number, LogEntry entry) throws LogException;
}
