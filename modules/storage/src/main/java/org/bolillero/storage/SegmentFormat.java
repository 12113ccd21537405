package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The names and the headers of segment files.
 *
 * <pre>
 * offset  size
 *      0     8  "BOLILLO1", in ASCII
 *      8     4  version of the format: 1
 *     12     4  draw
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
  static final int VERSION = 1;

  private static final byte[] MAGIC = "BOLILLO1".getBytes(US_ASCII);
  private static final int CRC_OFFSET = 60;

  private SegmentFormat() {}

  /**
   * What all segments of a log have in common.
   *
   * @param draw the draw
   * @param logId the random id of the log
   * @param segmentBytes the size of each segment file
   */
  record LogIdentity(int draw, long logId, int segmentBytes) {}

  static String name(int index) {
    return stem(index) + ".log";
  }

  static String nameWhilePrepared(int index) {
    return stem(index) + ".new";
  }

  private static String stem(int index) {
    String digits = Integer.toString(index);
    return "segment-" + "0".repeat(8 - digits.length()) + digits;
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
    target.put(MAGIC).putInt(VERSION).putInt(log.draw()).putLong(log.logId());
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
      throw damaged(name, "expected a segment of a log, which begins with BOLILLO1");
    }
    int version = source.getInt(8);
    if (version != VERSION) {
      throw damaged(
          name,
          "expected format version " + VERSION + ", found " + Integer.toUnsignedString(version));
    }
    if (Crc32c.of(source.slice(0, CRC_OFFSET)) != source.getInt(CRC_OFFSET)) {
      throw damaged(name, "the header at offset 0 does not match its checksum");
    }
    int foundIndex = source.getInt(24);
    if (foundIndex != index) {
      throw damaged(name, "expected segment " + index + ", found segment " + foundIndex);
    }
    return new LogIdentity(source.getInt(12), source.getLong(16), source.getInt(28));
  }

  private static LogException damaged(String name, String problem) {
    return new LogException(LogException.Kind.DAMAGED, name + ": " + problem);
  }
}
