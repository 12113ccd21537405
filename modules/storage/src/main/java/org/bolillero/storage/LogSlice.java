package org.bolillero.storage;

import java.io.IOException;

/**
 * A run of whole entries from the durable part of a log. It only says where they are: they are read
 * when somebody asks for them. Immutable; any number of threads may read it, also while the log
 * grows.
 */
public final class LogSlice {
  private final DurableReader log;
  private final int segment;
  private final int from;
  private final int to;

  /**
   * A slice of a segment.
   *
   * @param from where the first entry is
   * @param to where the entries end, or anywhere in the zeros after them
   */
  LogSlice(DurableReader log, int segment, int from, int to) {
    this.log = log;
    this.segment = segment;
    this.from = from;
    this.to = to;
  }

  /**
   * Reads the entries in order, with one open file and one mapping, or a buffer, that are given
   * back when this returns.
   *
   * @param visitor is given each of them
   * @throws LogException if the entries cannot be read, or if the visitor throws it
   */
  public void forEach(EntryVisitor visitor) throws LogException {
    try {
      log.forEach(segment, from, to, visitor);
    } catch (IOException e) {
      throw new LogException(
          LogException.Kind.FAILED,
          SegmentFormat.name(segment) + ": cannot be read: " + Reason.of(e),
          e);
    }
  }
}
