package org.bolillero.storage;

import java.nio.ByteBuffer;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry.
 *
 * <pre>
 * offset  size
 *      0     4  CRC-32C of all that follows, payload included
 *      4     4  length of the payload
 *      8     8  entry number, from 1
 *     16     8  durableThrough: the highest number that was known to be durable when this was written
 *     24     1  kind
 *     25     3  chain: the lowest 24 bits of the checksum of the entry before, see {@link LogIdentity}
 *     28     4  key
 *     32        payload
 * </pre>
 *
 * <p>All integers are big-endian and unsigned. A header of zeros is no entry: nothing has been
 * written there yet.
 */
final class EntryFormat {
  static final int HEADER_BYTES = 32;

  private static final int CHAIN_BITS = 24;

  private EntryFormat() {}

  /** An entry that was read, with the fields that the log adds to it. */
  record Found(long number, long durableThrough, int chain, int crc, LogEntry entry) {
    int size() {
      return HEADER_BYTES + entry.payload().limit();
    }
  }

  /** The bits of a checksum, or of any number, that the chain field holds. */
  static int chainOf(int number) {
    return number & (1 << CHAIN_BITS) - 1;
  }

  /** Writes a header at the target's position, and returns the checksum of the entry. */
  static int writeHeader(
      ByteBuffer target,
      long number,
      long durableThrough,
      int chain,
      LogEntry entry,
      int payloadCrc) {
    int start = target.position();
    int length = entry.payload().remaining();
    target.putInt(0).putInt(length).putLong(number).putLong(durableThrough);
    target.putInt(entry.kind() << CHAIN_BITS | chain).putInt(entry.key());
    int headerCrc = Crc32c.of(target.slice(start + 4, HEADER_BYTES - 4));
    int crc = Crc32c.combine(headerCrc, payloadCrc, length);
    target.putInt(start, crc);
    return crc;
  }

  /** The complete and undamaged entry at an offset, or null if there is none. */
  static @Nullable Found read(ByteBuffer source, int offset) {
    int room = source.limit() - offset - HEADER_BYTES;
    if (room < 0 || !isPlausible(source, offset, room)) {
      return null;
    }
    int length = payloadLength(source, offset);
    if (Crc32c.of(source.slice(offset + 4, HEADER_BYTES - 4 + length)) != source.getInt(offset)) {
      return null;
    }
    return readTrusted(source, offset);
  }

  /**
   * Whether the header at an offset could be that of an entry. The checksum is not verified.
   *
   * @param room the largest payload that fits there
   */
  static boolean isPlausible(ByteBuffer source, int offset, int room) {
    int length = payloadLength(source, offset);
    long number = number(source, offset);
    long durableThrough = durableThrough(source, offset);
    return length >= 0
        && length <= room
        && number > 0
        && durableThrough >= 0
        && durableThrough < number
        && source.get(offset + 24) != 0;
  }

  /** The entry at an offset where there is known to be one. Its checksum is not verified. */
  static Found readTrusted(ByteBuffer source, int offset) {
    int length = payloadLength(source, offset);
    LogEntry entry =
        new LogEntry(
            source.get(offset + 24) & 0xFF,
            key(source, offset),
            source.slice(offset + HEADER_BYTES, length));
    return new Found(
        number(source, offset),
        durableThrough(source, offset),
        chainOf(source.getInt(offset + 24)),
        source.getInt(offset),
        entry);
  }

  /** The number of the entry at an offset, or 0 where nothing was written. */
  static long number(ByteBuffer source, int offset) {
    return source.getLong(offset + 8);
  }

  /** The {@code durableThrough} of the entry at an offset. */
  static long durableThrough(ByteBuffer source, int offset) {
    return source.getLong(offset + 16);
  }

  /** The key of the entry at an offset. */
  static int key(ByteBuffer source, int offset) {
    return source.getInt(offset + 28);
  }

  /** The length of the payload of the entry at an offset. */
  static int payloadLength(ByteBuffer source, int offset) {
    return source.getInt(offset + 4);
  }
}
