package org.bolillero.storage;

import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Where the entries of a log end, and what the next entry has to record about them.
 *
 * @param segment the index of the last segment with entries; all before it are complete
 * @param offset where its entries end
 * @param number the number of the last entry, 0 if there is none
 * @param nextChain what chains the next entry to it
 * @param lastData the number of the last entry that is not a pin
 * @param durableThrough the highest {@code durableThrough} of all entries
 */
record LogEnd(
    int segment, int offset, long number, int nextChain, long lastData, long durableThrough) {

  /** The end of a log without entries. */
  static LogEnd ofEmpty(LogIdentity log) {
    return new LogEnd(0, SegmentFormat.HEADER_BYTES, 0, log.firstChain(), 0, 0);
  }

  /** The end after one more entry, which ends at an offset of a segment. */
  LogEnd after(int entrySegment, int entryEnd, long entry, int kind, int chain, long through) {
    return new LogEnd(
        entrySegment,
        entryEnd,
        entry,
        chain,
        kind == LogEntry.PIN ? lastData : entry,
        Math.max(durableThrough, through));
  }
}
