package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * A segment that is being written full of zeros, part by part. It has another name until it is
 * whole and durable. Used by one thread at a time. After an exception the file is gone.
 */
final class UnfinishedSegment {
  /** A few milliseconds of a processor and of a disk, for which a commit may have to wait. */
  private static final int PART_BYTES_MAX = 2 * 1024 * 1024;

  private final LogFiles files;
  private final LogIdentity log;
  private final Segment segment;
  private final String unfinishedName;

  /** How many bytes are written and forced. */
  private int made;

  /** Whether it has its final name. */
  private boolean named;

  private UnfinishedSegment(LogFiles files, LogIdentity log, int index) throws IOException {
    this.files = files;
    this.log = log;
    this.unfinishedName = SegmentFormat.nameWhilePrepared(index);
    this.segment = new Segment(index, files.create(unfinishedName));
  }

  /** How much is written and forced at once, the first time with the header. */
  static int partBytes(LogIdentity log) {
    return Math.min(PART_BYTES_MAX, Math.ceilDiv(log.segmentBytes(), 2));
  }

  /** Makes the file, and its first part with the header. */
  static UnfinishedSegment begin(LogFiles files, LogIdentity log, int index) throws IOException {
    return new UnfinishedSegment(files, log, index).grow();
  }

  /** Makes the next part. With the last one the segment is ready for entries, and durable. */
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
      closeAndDelete(e);
      throw e;
    }
  }

  /** Gives where the header ends. */
  private int writeHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    SegmentFormat.writeHeader(header, log, segment.index());
    segment.write(header.flip(), 0);
    return SegmentFormat.HEADER_BYTES;
  }

  boolean isWhole() {
    return made == log.segmentBytes();
  }

  /** Makes all that is missing and gives the segment away. */
  Segment finish() throws IOException {
    while (!isWhole()) {
      grow();
    }
    return segment;
  }

  /** Closes the file, and deletes one that is not whole. */
  void abandon() throws IOException {
    try (segment) {
      if (!named) {
        files.delete(unfinishedName);
      }
    }
  }

  /** Gives back the room that a half-made segment takes; the bets in flight may need it. */
  private void closeAndDelete(Throwable why) {
    try {
      abandon();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
