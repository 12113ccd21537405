package org.bolillero.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.function.LongSupplier;
import org.bolillero.storage.EntryFormat.Found;
import org.bolillero.storage.LogScan.Range;
import org.bolillero.storage.LogState.Snapshot;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Brings a folder to a log that can be written to: makes a new one, or reads what is there ({@link
 * LogScan} decides what it means) and mends it. A log that is refused is left as it was found.
 *
 * <p>What is read comes from the page cache, which after a failed force need not match the disk: a
 * later force would succeed and write nothing. So before anything is served, whatever no later
 * entry records as durable is written again: (1) the last entries; (2) the zeros after them, over
 * the remains of a torn write, which could be taken for entries later; then (3) they are forced.
 *
 * <p>Segments without entries are not reused, as their names may not be on the disk either: {@link
 * SegmentSupply} makes them anew, in place of the old ones.
 *
 * @param bufferBytes the initial size of the buffer for reading
 */
record Recovery(LogFiles files, LogSettings settings, LogListener listener, int bufferBytes) {
  /**
   * A log after recovery: all its entries are durable, and it can be written to.
   *
   * @param current the segment that the next entry goes to
   * @param nextChain what chains the next entry to the last one
   * @param lastData the number of the last entry that is not a pin
   * @param durableThrough the highest {@code durableThrough} in the log
   */
  record Recovered(
      LogIdentity identity,
      Segment current,
      Snapshot end,
      int nextChain,
      long lastData,
      long durableThrough) {}

  /**
   * Recovers the log of a folder.
   *
   * @param newLogId gives the id of a log that is made anew
   */
  Recovered run(EntryVisitor visitor, LongSupplier newLogId) throws IOException, LogException {
    if (SegmentChain.names(files).isEmpty()) {
      return makeFirst(
          new LogIdentity(settings.identity(), newLogId.getAsLong(), settings.segmentBytes()));
    }
    SegmentChain chain = SegmentChain.check(files);
    checkIdentity(chain.identity().owner());
    LogScan.Result found = LogScan.run(chain, settings.words(), visitor, bufferBytes);
    if (found.lastNumber() > 0) {
      mend(chain, found);
    }
    if (found.tornBytes() > 0) {
      Range first = found.torn().getFirst();
      listener.warning(
          "%s: cut off %d bytes at offset %d, the rest of a write that nobody was told about"
              .formatted(SegmentFormat.name(first.segment()), found.tornBytes(), first.from()));
    }
    return found.lastNumber() > 0 ? resume(chain.identity(), found) : makeFirst(chain.identity());
  }

  private void checkIdentity(int found) throws LogException {
    if (found != settings.identity()) {
      throw LogException.damaged(
          "%s: expected the log of %s, found that of %s"
              .formatted(
                  files,
                  settings.words().identity(settings.identity()),
                  settings.words().identity(found)));
    }
  }

  /** The order of these steps is the promise that what is served now is never lost later. */
  private void mend(SegmentChain chain, LogScan.Result found) throws IOException {
    int segmentBytes = chain.identity().segmentBytes();
    try (Segment last = chain.open(found.lastSegment());
        Arena arena = Arena.ofConfined()) {
      writeAgain(last, new SegmentReader(segmentBytes, bufferBytes, arena), found); // 1
      last.clear(found.endOffset(), segmentBytes); // 2
      last.file().force(); // 3
    }
  }

  /**
   * Writes again the entries that no later entry records as durable. They are all in the last
   * segment, as the first entry of a segment is written when all before it are durable.
   */
  private static void writeAgain(Segment last, SegmentReader reader, LogScan.Result found)
      throws IOException {
    reader.turnTo(last, 0);
    int offset = SegmentFormat.HEADER_BYTES;
    while (offset < found.endOffset()) {
      Found entry = reader.read(offset);
      if (entry == null) {
        throw new IOException(
            "%s: changed at offset %d while it was read".formatted(last.name(), offset));
      }
      if (entry.number() > found.durableThrough()) {
        // These very bytes, whose checksum was right: read again, they need not be the same.
        last.writeAll(reader.bytes(offset, entry.size()), offset);
      }
      offset += entry.size();
    }
  }

  private Recovered resume(LogIdentity identity, LogScan.Result found) throws IOException {
    deleteUnfinished();
    String name = SegmentFormat.name(found.lastSegment());
    return new Recovered(
        identity,
        new Segment(found.lastSegment(), files.open(name)),
        new Snapshot(found.lastSegment(), found.endOffset(), found.lastNumber()),
        found.nextChain(),
        found.lastData(),
        found.durableThrough());
  }

  private Recovered makeFirst(LogIdentity identity) throws IOException {
    deleteUnfinished();
    Segment first = SegmentSupply.prepare(files, identity, 0);
    Snapshot end = new Snapshot(0, SegmentFormat.HEADER_BYTES, 0);
    return new Recovered(identity, first, end, identity.firstChain(), 0, 0);
  }

  private void deleteUnfinished() throws IOException {
    for (String name : files.names()) {
      if (SegmentFormat.isUnfinished(name)) {
        files.delete(name);
      }
    }
  }
}
