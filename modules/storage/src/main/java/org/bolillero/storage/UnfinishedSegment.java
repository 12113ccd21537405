package org.bolillero.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * A segment that is being filled with zeros, part by part. It has a temporary name until it is
 * complete and durable. Used by one thread at a time. After an exception the file is gone.
 */
final class UnfinishedSegment {
  /** Takes the processor and the disk a few milliseconds, and a commit may have to wait for it. */
  private static final int PART_BYTES_MAX = 2 * 1024 * 1024;

  private final LogFiles files;
  private final LogIdentity log;
  private final Segment segment;
  private final String unfinishedName;

  /** How many bytes have been written and forced. */
  private int made;

  /** Whether it has its final name. */
  private boolean named;

  private UnfinishedSegment(LogFiles files, LogIdentity log, int index) throws IOException {
    this.files = files;
    this.log = log;
    this.unfinishedName = SegmentFormat.nameWhilePrepared(index);
    this.segment = new Segment(index, files.create(unfinishedName));
  }

  /** How much is written and forced at once; the first part includes the header. */
  static int partBytes(LogIdentity log) {
    return Math.min(PART_BYTES_MAX, Math.ceilDiv(log.segmentBytes(), 2));
  }

  /** Creates the file and makes its first part. */
  static UnfinishedSegment begin(LogFiles files, LogIdentity log, int index) throws IOException {
    return new UnfinishedSegment(files, log, index).grow();
  }

  /** Makes the next part. After the last one the segment is durable and ready for entries. */
  UnfinishedSegment grow() throws IOException {
    try {
      int from = made == 0 ? writeHeader() : made;
      int to = Math.min(log.segmentBytes(), made + partBytes(log));
      segment.clear(from, to);
      segment.file().force();
      made = to;
      if (isWhole()) {
        files.rename(unfinishedName, segment.name());
        named = true;
        files.forceDirectory();
      }
      return this;
    } catch (IOException | RuntimeException | Error e) {
      try (Closeable _ = this::abandon) { // Entries in flight may need the space.
        throw e;
      }
    }
  }

  /** Returns the offset after the header. */
  private int writeHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    SegmentFormat.writeHeader(header, log, segment.index());
    segment.write(header.flip(), 0);
    return SegmentFormat.HEADER_BYTES;
  }

  boolean isWhole() {
    return made == log.segmentBytes();
  }

  /** Makes the parts that are missing, and hands the segment over. */
  Segment finish() throws IOException {
    while (!isWhole()) {
      grow();
    }
    return segment;
  }

  /** Closes the file, and deletes it if it is incomplete. */
  void abandon() throws IOException {
    try (segment) {
      if (!named) {
        files.delete(unfinishedName);
      }
    }
  }
}
