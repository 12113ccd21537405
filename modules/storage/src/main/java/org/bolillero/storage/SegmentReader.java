package org.bolillero.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.bolillero.storage.EntryFormat.Found;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment through a buffer that does not grow with it, wherever in the segment one looks.
 * Used by one thread, for one segment after the other.
 *
 * <p>The buffer grows for an entry that does not fit, but only once the entry's checksum was found
 * right, piece by piece: a length that stands in damaged bytes allocates nothing.
 */
final class SegmentReader {
  /** The size of the buffer, unless an entry is larger: read often enough to stay in a cache. */
  static final int BUFFER_BYTES = 256 * 1024;

  private final int segmentBytes;
  private final Arena arena;
  private ByteBuffer buffer;
  private @Nullable Segment segment;

  /** Where in the segment the buffer begins. */
  private int start;

  /**
   * Allocates the buffer.
   *
   * @param segmentBytes the size of the segments
   * @param bufferBytes how large the buffer is at first, at least an entry's header
   * @param arena gives the memory; what was read is valid until it is closed
   */
  SegmentReader(int segmentBytes, int bufferBytes, Arena arena) {
    this.segmentBytes = segmentBytes;
    this.arena = arena;
    this.buffer = allocate(arena, Math.min(segmentBytes, bufferBytes));
  }

  private static ByteBuffer allocate(Arena arena, int size) {
    return arena.allocate(size).asByteBuffer();
  }

  /** Goes on with another segment, from an offset. */
  SegmentReader turnTo(Segment next, int offset) throws IOException {
    segment = next;
    load(offset);
    return this;
  }

  /**
   * The whole and sound entry at an offset, or null if there is none. It is valid until the next
   * call of any method.
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
   * The entry at an offset where one is known to be, without a look at its checksum. It is valid
   * until the next call of any method.
   */
  Found readTrusted(int offset) throws IOException {
    int size = size(offset);
    if (size > buffer.capacity()) {
      grow(size);
    }
    return EntryFormat.readTrusted(buffer, find(offset, size));
  }

  /** Whether the header at an offset could be that of an entry that ends before {@code end}. */
  boolean isPlausible(int offset, int end) throws IOException {
    int room = end - offset - EntryFormat.HEADER_BYTES;
    return room >= 0 && EntryFormat.isPlausible(buffer, header(offset), room);
  }

  /** The size of the entry at an offset, if there is one. */
  int size(int offset) throws IOException {
    return EntryFormat.HEADER_BYTES + EntryFormat.payloadLength(buffer, header(offset));
  }

  /** The bytes at an offset, no more than those of an entry that was just read there. */
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

  /** The offset after the last byte that is not zero, or {@code from} if all behind it are. */
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

  /** Sums up an entry that is larger than the buffer. */
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

  /** Where in the buffer the header of an entry at an offset stands. */
  private int header(int offset) throws IOException {
    return find(offset, EntryFormat.HEADER_BYTES);
  }

  /** Where in the buffer an offset is, after reading if need be. */
  private int find(int offset, int size) throws IOException {
    if (offset < start || offset + size > start + buffer.limit()) {
      load(offset);
    }
    return offset - start;
  }

  private void grow(int size) {
    buffer = allocate(arena, size).limit(0);
  }

  private void load(int offset) throws IOException {
    if (segment == null) {
      throw new IllegalStateException("turned to no segment yet");
    }
    buffer.clear().limit(Math.min(buffer.capacity(), segmentBytes - offset));
    segment.read(buffer, offset);
    start = offset;
  }
}
