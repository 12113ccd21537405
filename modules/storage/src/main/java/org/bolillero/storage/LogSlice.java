package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.EntryFormat.Found;
import org.bolillero.storage.LogState.Snapshot;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * A run of whole entries from the durable part of a log, read straight from the page cache.
 * Immutable; any number of threads may read it, also while the log grows.
 */
public final class LogSlice {
  private final ByteBuffer entries;

  private LogSlice(ByteBuffer entries) {
    this.entries = entries;
  }

  /** Cuts the durable part of a log into slices. */
  static ImmutableList<LogSlice> cut(
      LogFiles files, Snapshot durable, int segmentBytes, int sliceBytes) throws IOException {
    MutableList<LogSlice> slices = Lists.mutable.empty();
    for (int index = 0; index <= durable.lastSegment(); index++) {
      int size = index == durable.lastSegment() ? durable.endOffset() : segmentBytes;
      ByteBuffer segment = files.map(SegmentFormat.name(index), size);
      slices.addAllIterable(cut(segment, sliceBytes));
    }
    return slices.toImmutable();
  }

  /**
   * Cuts the entries of one segment into slices.
   *
   * @param segment the segment from its start to the end of its entries, or to anywhere in the
   *     zeros after them
   * @param sliceBytes how large a slice should become before it is cut
   */
  static ImmutableList<LogSlice> cut(ByteBuffer segment, int sliceBytes) {
    MutableList<LogSlice> slices = Lists.mutable.empty();
    int start = SegmentFormat.HEADER_BYTES;
    int offset = start;
    while (isEntryAt(segment, offset)) {
      offset += EntryFormat.HEADER_BYTES + EntryFormat.payloadLength(segment, offset);
      if (offset - start >= sliceBytes) {
        slices.add(new LogSlice(segment.slice(start, offset - start)));
        start = offset;
      }
    }
    if (offset > start) {
      slices.add(new LogSlice(segment.slice(start, offset - start)));
    }
    return slices.toImmutable();
  }

  /** Durable entries were checked when the log was opened or written; after them come zeros. */
  private static boolean isEntryAt(ByteBuffer segment, int offset) {
    return segment.limit() - offset >= EntryFormat.HEADER_BYTES
        && EntryFormat.number(segment, offset) != 0;
  }

  /**
   * Reads the entries in order.
   *
   * @param visitor is given each of them; their payloads stay valid as long as this slice is in use
   * @throws LogException if the visitor throws it
   */
  public void forEach(EntryVisitor visitor) throws LogException {
    int offset = 0;
    while (offset < entries.limit()) {
      Found found = EntryFormat.readTrusted(entries, offset);
      if (found.entry().kind() != LogEntry.PIN) {
        visitor.visit(found.number(), found.entry());
      }
      offset += found.size();
    }
  }
}
