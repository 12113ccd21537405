package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * A segment that is being written full of zeros, part by part. It has another name until it is
 * whole and durable. Used by one thread at a time. After an exception the file is gone.
 */
final class SegmentInMaking {
  /** A few milliseconds of a processor and of a disk, for which a commit may have to wait. */
  private static final int PART_BYTES_MAX = 2 * 1024 * 1024;

  private final LogFiles files;
  private final Segment segment;
  private final String unfinishedName;
  private final int segmentBytes;
  private final int partBytes;

  /** How many bytes are written and forced. */
  private int made;

  private SegmentInMaking(LogFiles files, LogIdentity log, int index, LogFile file) {
    this.files = files;
    this.segment = new Segment(index, file);
    this.unfinishedName = SegmentFormat.nameWhilePrepared(index);
    this.segmentBytes = log.segmentBytes();
    this.partBytes = partBytes(log);
  }

  /** How much is written and forced at once, the first time with the header. */
  static int partBytes(LogIdentity log) {
    return Math.min(PART_BYTES_MAX, Math.ceilDiv(log.segmentBytes(), 2));
  }

  /** Makes the file, and its first part with the header. */
  static SegmentInMaking begin(LogFiles files, LogIdentity log, int index) throws IOException {
    LogFile file = files.create(SegmentFormat.nameWhilePrepared(index));
    var making = new SegmentInMaking(files, log, index, file);
    try {
      ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
      SegmentFormat.writeHeader(header, log, index);
      making.segment.write(header.flip(), 0);
    } catch (IOException | RuntimeException | Error e) {
      making.closeAndDelete(e);
      throw e;
    }
    making.made = SegmentFormat.HEADER_BYTES;
    return making.goOn();
  }

  /** Makes the next part. With the last one the segment is ready for entries, and durable. */
  SegmentInMaking goOn() throws IOException {
    try {
      int end = Math.min(segmentBytes, made - made % partBytes + partBytes);
      segment.clear(made, end);
      segment.file().force();
      made = end;
      if (isWhole()) {
        files.rename(unfinishedName, segment.name());
        files.forceDirectory();
      }
      return this;
    } catch (IOException | RuntimeException | Error e) {
      closeAndDelete(e);
      throw e;
    }
  }

  boolean isWhole() {
    return made == segmentBytes;
  }

  /** Makes all that is missing and gives the segment away. */
  Segment finish() throws IOException {
    while (!isWhole()) {
      goOn();
    }
    return segment;
  }

  /** Closes the file, and deletes one that is not whole. */
  void abandon() throws IOException {
    try (segment) {
      deleteUnfinished();
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

  private void deleteUnfinished() throws IOException {
    if (files.names().contains(unfinishedName)) {
      files.delete(unfinishedName);
    }
  }
}
