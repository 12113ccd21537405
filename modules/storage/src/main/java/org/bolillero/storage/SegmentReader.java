package org.bolillero.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.bolillero.storage.EntryFormat.Found;
import org.jspecify.annotations.Nullable;

/**
 * Reads any part of a segment through a buffer whose size does not depend on the segment's. Used by
 * one thread, for one segment after another.
 *
 * <p>The buffer grows for an entry that does not fit into it, but only after the entry's checksum
 * has been verified piece by piece: a damaged length field never causes an allocation.
 */
final class SegmentReader implements AutoCloseable {
  /** The size of the buffer, unless an entry is larger: small enough to stay in a cache. */
  static final int BUFFER_BYTES = 256 * 1024;

  private final LogFiles files;
  private final int segmentBytes;
  private final Arena arena = Arena.ofConfined();
  private ByteBuffer buffer;
  private @Nullable Segment segment;

  /** The offset in the segment at which the buffer begins. */
  private int start;

  /**
   * Allocates the buffer.
   *
   * @param files where the segments are
   * @param segmentBytes the size of the segments
   * @param bufferBytes the initial size of the buffer, at least that of an entry's header
   */
  SegmentReader(LogFiles files, int segmentBytes, int bufferBytes) {
    this.files = files;
    this.segmentBytes = segmentBytes;
    this.buffer = allocate(Math.min(segmentBytes, bufferBytes));
  }

  private ByteBuffer allocate(int size) {
    return arena.allocate(size).asByteBuffer();
  }

  /**
   * Opens a segment, and closes the one that was open.
   *
   * @param offset where reading begins
   * @return the segment; it stays open until the next call, or until this is closed
   */
  Segment open(int index, int offset) throws IOException {
    closeSegment();
    Segment opened = Segment.open(files, index);
    segment = opened;
    load(offset);
    return opened;
  }

  /**
   * The complete and undamaged entry at an offset, or null if there is none. It is valid until the
   * next call of any method.
   */
  @Nullable Found read(int offset) throws IOException {
    if (!isPlausible(offset, segmentBytes)) {
      return null;
    }
    int size = size(offset);
    if (size > buffer.capacity()) {
      if (!isSound(offset, size)) {
        return null;
      }
      grow(size);
    }
    return EntryFormat.read(buffer, find(offset, size));
  }

  /**
   * The entry at an offset where there is known to be one. Its checksum is not verified. It is
   * valid until the next call of any method.
   */
  Found readTrusted(int offset) throws IOException {
    int size = size(offset);
    if (size > buffer.capacity()) {
      grow(size);
    }
    return EntryFormat.readTrusted(buffer, find(offset, size));
  }

  /** Whether the header at an offset could be that of an entry that ends by {@code end}. */
  boolean isPlausible(int offset, int end) throws IOException {
    int room = end - offset - EntryFormat.HEADER_BYTES;
    return room >= 0 && EntryFormat.isPlausible(buffer, header(offset), room);
  }

  /** The size of the entry at an offset, if there is one. */
  int size(int offset) throws IOException {
    return EntryFormat.HEADER_BYTES + EntryFormat.payloadLength(buffer, header(offset));
  }

  /** The bytes at an offset, at most those of the entry that was just read there. */
  ByteBuffer bytes(int offset, int size) throws IOException {
    return buffer.slice(find(offset, size), size);
  }

  /** The number of the entry at an offset, if there is one. */
  long number(int offset) throws IOException {
    return EntryFormat.number(buffer, header(offset));
  }

  /** What the entry at an offset, if there is one, says that was durable. */
  long durableThrough(int offset) throws IOException {
    return EntryFormat.durableThrough(buffer, header(offset));
  }

  /** The key of the entry at an offset, if there is one. */
  int key(int offset) throws IOException {
    return EntryFormat.key(buffer, header(offset));
  }

  /**
   * The offset after the last byte that is not zero, or {@code from} if all bytes from there are.
   */
  int endOfContent(int from) throws IOException {
    int end = from;
    for (int offset = from; offset < segmentBytes; offset = start + buffer.limit()) {
      int first = find(offset, 1);
      int found = endOfContent(buffer, first);
      if (found > first) {
        end = start + found;
      }
    }
    return end;
  }

  private static int endOfContent(ByteBuffer bytes, int from) {
    int end = bytes.limit();
    while (end - from >= Long.BYTES && bytes.getLong(end - Long.BYTES) == 0) {
      end -= Long.BYTES;
    }
    while (end > from && bytes.get(end - 1) == 0) {
      end--;
    }
    return end;
  }

  /** Verifies the checksum of an entry that is larger than the buffer. */
  private boolean isSound(int offset, int size) throws IOException {
    int expected = buffer.getInt(header(offset));
    int sum = 0;
    int from = offset + Integer.BYTES;
    while (from < offset + size) {
      load(from);
      int part = Math.min(buffer.limit(), offset + size - from);
      sum = Crc32c.combine(sum, Crc32c.of(buffer.slice(0, part)), part);
      from += part;
    }
    return sum == expected;
  }

  /** The position in the buffer of the header of an entry at an offset. */
  private int header(int offset) throws IOException {
    return find(offset, EntryFormat.HEADER_BYTES);
  }

  /** The position in the buffer of some bytes at an offset, which are read if necessary. */
  private int find(int offset, int size) throws IOException {
    if (offset < start || offset + size > start + buffer.limit()) {
      load(offset);
    }
    return offset - start;
  }

  private void grow(int size) {
    buffer = allocate(size).limit(0);
  }

  private void load(int offset) throws IOException {
    if (segment == null) {
      throw new IllegalStateException("no segment is open");
    }
    buffer.clear().limit(Math.min(buffer.capacity(), segmentBytes - offset));
    segment.read(buffer, offset);
    start = offset;
  }

  private void closeSegment() throws IOException {
    Segment open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the segment and frees the buffer: nothing that was read is valid after that. */
  @Override
  public void close() throws IOException {
    try (arena) {
      closeSegment();
    }
  }
}
