package org.bolillero.storage;

import java.io.IOException;
import org.bolillero.storage.EntryFormat.Found;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Reads the durable part of a log. Thread-safe.
 *
 * @param segmentBytes the size of the segments
 */
record DurableReader(LogFiles files, int segmentBytes) {

  /**
   * Cuts the durable part of the log into slices. A segment that is no larger than a slice is one,
   * without a look into it.
   *
   * @param sliceBytes how large a slice should become before it is cut
   */
  ImmutableList<LogSlice> cut(LogEnd durable, int sliceBytes) throws IOException, LogException {
    MutableList<LogSlice> slices = Lists.mutable.empty();
    int start = SegmentFormat.HEADER_BYTES;
    for (int index = 0; index <= durable.segment(); index++) {
      int end = index == durable.segment() ? durable.offset() : segmentBytes;
      if (end - start > sliceBytes) {
        cut(index, end, sliceBytes, slices);
      } else if (end > start) {
        slices.add(slice(index, start, end));
      }
    }
    return slices.toImmutable();
  }

  private void cut(int segment, int end, int sliceBytes, MutableList<LogSlice> slices)
      throws IOException, LogException {
    int start = SegmentFormat.HEADER_BYTES;
    try (SegmentReader reader = newReader()) {
      reader.open(segment, start);
      int offset = start;
      while (isEntryAt(reader, segment, offset, end)) {
        offset += reader.size(offset);
        if (offset - start >= sliceBytes) {
          slices.add(slice(segment, start, offset));
          start = offset;
        }
      }
      if (offset > start) {
        slices.add(slice(segment, start, offset));
      }
    }
  }

  /**
   * A slice of a segment.
   *
   * @param from where the first entry is
   * @param to where the entries end, or anywhere in the zeros after them
   */
  private LogSlice slice(int segment, int from, int to) {
    return visitor -> {
      try (SegmentReader reader = newReader()) {
        reader.open(segment, from);
        int offset = from;
        while (isEntryAt(reader, segment, offset, to)) {
          Found found = reader.readTrusted(offset);
          if (found.entry().kind() != LogEntry.PIN) {
            visitor.visit(found.number(), found.entry());
          }
          offset += found.size();
        }
      } catch (IOException e) {
        throw LogException.failed(SegmentFormat.name(segment) + ": cannot be read", e);
      }
    };
  }

  private SegmentReader newReader() {
    return new SegmentReader(files, segmentBytes, SegmentReader.BUFFER_BYTES);
  }

  /**
   * Durable entries were checked when the log was opened or written, so that a look at their
   * headers is enough; after them come zeros.
   */
  private static boolean isEntryAt(SegmentReader reader, int segment, int offset, int end)
      throws IOException, LogException {
    if (end - offset < EntryFormat.HEADER_BYTES || reader.number(offset) == 0) {
      return false;
    }
    if (!reader.isPlausible(offset, end)) {
      throw LogException.damaged(
          SegmentFormat.name(segment),
          "the entry at offset " + offset + " has changed since it was checked");
    }
    return true;
  }
}
