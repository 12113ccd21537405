package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The names and the headers of segment files.
 *
 * <pre>
 * offset  size
 *      0     8  "BOLILLO1", in ASCII
 *      8     4  version of the format: 2, or 1
 *     12     4  identity, which tells the log from others of its owner
 *     16     8  id of the log, random, the same in all its segments
 *     24     4  index of this segment, from 0
 *     28     4  size of the file in bytes
 *     32    28  zero
 *     60     4  CRC-32C of the 60 bytes before
 *     64        entries, then zeros to the end of the file
 * </pre>
 *
 * <p>Segment 7 is the file {@code segment-00000007.log}; while it is prepared it is called {@code
 * .new} instead.
 */
final class SegmentFormat {
  static final int HEADER_BYTES = 64;

  /** The version of a new log. One of version 1, whose entries are not chained, stays as it is. */
  static final int VERSION = 2;

  private static final int VERSION_WITHOUT_CHAIN = 1;

  private static final byte[] MAGIC = "BOLILLO1".getBytes(US_ASCII);
  private static final int CRC_OFFSET = 60;

  private SegmentFormat() {}

  /**
   * What all segments of a log have in common.
   *
   * @param owner what the owner tells the log by
   * @param logId the random id of the log
   * @param segmentBytes the size of each segment file
   * @param version the version of the format
   */
  record LogIdentity(int owner, long logId, int segmentBytes, int version) {
    /** That of a new log. */
    LogIdentity(int owner, long logId, int segmentBytes) {
      this(owner, logId, segmentBytes, VERSION);
    }

    /** By what the first entry shows that it belongs to this log. */
    int firstChain() {
      return chainAfter((int) logId);
    }

    /**
     * By what an entry shows that it was written after another one. Two programs that write to the
     * same log know nothing of each other's entries, so that a mixture of both has a broken chain.
     *
     * @param crc the checksum of the entry before
     */
    int chainAfter(int crc) {
      return version == VERSION_WITHOUT_CHAIN ? 0 : EntryFormat.chainOf(crc);
    }
  }

  static String name(int index) {
    return String.format(Locale.ROOT, "segment-%08d.log", index);
  }

  static String nameWhilePrepared(int index) {
    return String.format(Locale.ROOT, "segment-%08d.new", index);
  }

  static boolean isSegment(String name) {
    return name.matches("segment-\\d{8}\\.log");
  }

  static boolean isUnfinished(String name) {
    return name.matches("segment-\\d{8}\\.new");
  }

  /** Writes the header to the position of the target. */
  static void writeHeader(ByteBuffer target, LogIdentity log, int index) {
    int start = target.position();
    target.put(MAGIC).putInt(log.version()).putInt(log.owner()).putLong(log.logId());
    target.putInt(index).putInt(log.segmentBytes()).put(new byte[CRC_OFFSET - 32]);
    target.putInt(Crc32c.of(target.slice(start, CRC_OFFSET)));
  }

  /**
   * Reads and checks the header at the start of the source.
   *
   * @throws LogException if it is no header of a segment with this index, naming what was expected
   */
  static LogIdentity readHeader(ByteBuffer source, String name, int index) throws LogException {
    byte[] magic = new byte[MAGIC.length];
    source.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw LogException.damaged(name, "expected a segment of a log, which begins with BOLILLO1");
    }
    int version = source.getInt(8);
    if (version != VERSION && version != VERSION_WITHOUT_CHAIN) {
      throw LogException.damaged(
          name,
          "expected format version %d or %d, found %s"
              .formatted(VERSION_WITHOUT_CHAIN, VERSION, Integer.toUnsignedString(version)));
    }
    if (Crc32c.of(source.slice(0, CRC_OFFSET)) != source.getInt(CRC_OFFSET)) {
      throw LogException.damaged(name, "the header at offset 0 does not match its checksum");
    }
    int foundIndex = source.getInt(24);
    if (foundIndex != index) {
      throw LogException.damaged(
          name, "expected segment " + index + ", found segment " + foundIndex);
    }
    return new LogIdentity(source.getInt(12), source.getLong(16), source.getInt(28), version);
  }
}
