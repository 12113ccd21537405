package org.bolillero.storage;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.bolillero.storage.EntryFormat.Found;
import org.bolillero.storage.LogScan.Torn;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Makes the log of a folder ready to be written to: creates a new one, or reads what is there
 * ({@link LogScan} decides what it means) and mends it. A log that is refused is left as it was
 * found.
 *
 * <p>What is read comes from the page cache, which after a failed force need not match the disk: a
 * later force would succeed and write nothing. So before anything is served, whatever no later
 * entry records as durable is written again: (1) the last entries; (2) the zeros after them, which
 * overwrite the remains of a torn write that could be taken for entries later; then (3) both are
 * forced.
 *
 * <p>Segments without entries are not reused, as their names may not be on the disk either: {@link
 * SegmentSupply} replaces them with new ones.
 *
 * @param bufferBytes the initial size of the buffer for reading
 */
record Recovery(LogFiles files, LogSettings settings, LogListener listener, int bufferBytes) {
  /**
   * A log after recovery: all its entries are durable, and it can be written to.
   *
   * @param current the segment that the next entry goes to
   */
  record Recovered(LogIdentity identity, Segment current, LogEnd end) {}

  /**
   * Recovers the log of a folder.
   *
   * @param newLogId supplies the id of a new log
   */
  Recovered run(EntryVisitor visitor, LongSupplier newLogId) throws IOException, LogException {
    SegmentChain chain = SegmentChain.check(files);
    if (chain == null) {
      return makeFirst(
          new LogIdentity(settings.identity(), newLogId.getAsLong(), settings.segmentBytes()));
    }
    checkIdentity(chain.identity().owner());
    LogScan.Result found = LogScan.run(chain, settings.words(), visitor, bufferBytes);
    boolean isEmpty = found.end().number() == 0;
    if (!isEmpty) {
      mend(chain.identity().segmentBytes(), found.end());
    }
    Torn torn = found.torn();
    if (torn.bytes() > 0) {
      listener.warning(
          "%s: cut off %d bytes at offset %d, the rest of a write that nobody was told about"
              .formatted(SegmentFormat.name(torn.segment()), torn.bytes(), torn.offset()));
    }
    return isEmpty ? makeFirst(chain.identity()) : resume(chain.identity(), found.end());
  }

  private void checkIdentity(int found) throws LogException {
    if (found != settings.identity()) {
      throw LogException.damaged(
          files.toString(),
          "expected the log of %s, found that of %s"
              .formatted(
                  settings.words().identity(settings.identity()),
                  settings.words().identity(found)));
    }
  }

  /** The order of these steps is the promise that what is served now is never lost later. */
  private void mend(int segmentBytes, LogEnd end) throws IOException {
    try (SegmentReader reader = new SegmentReader(files, segmentBytes, bufferBytes)) {
      Segment last = reader.open(end.segment(), 0);
      writeAgain(last, reader, end); // 1
      last.clear(end.offset(), segmentBytes); // 2
      last.file().force(); // 3
    }
  }

  /**
   * Writes again the entries that no later entry records as durable. They are all in the last
   * segment, as a segment gets its first entry only when all before it are durable.
   */
  private static void writeAgain(Segment last, SegmentReader reader, LogEnd end)
      throws IOException {
    int offset = SegmentFormat.HEADER_BYTES;
    while (offset < end.offset()) {
      Found entry = reader.read(offset);
      if (entry == null) {
        throw new IOException(
            "%s: changed at offset %d while it was read".formatted(last.name(), offset));
      }
      if (entry.number() > end.durableThrough()) {
        // These very bytes, whose checksum was right: read again, they need not be the same.
        last.write(reader.bytes(offset, entry.size()), offset);
      }
      offset += entry.size();
    }
  }

  private Recovered resume(LogIdentity identity, LogEnd end) throws IOException {
    deleteUnfinished();
    return new Recovered(identity, Segment.open(files, end.segment()), end);
  }

  private Recovered makeFirst(LogIdentity identity) throws IOException {
    deleteUnfinished();
    Segment first = UnfinishedSegment.begin(files, identity, 0).finish();
    return new Recovered(identity, first, LogEnd.ofEmpty(identity));
  }

  private void deleteUnfinished() throws IOException {
    for (String name : files.names()) {
      if (SegmentFormat.isUnfinished(name)) {
        files.delete(name);
      }
    }
  }
}
