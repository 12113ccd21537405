package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, checked to be all there and to belong together. However many there are,
 * none of them stays open.
 *
 * @param files where they are
 * @param identity what they have in common
 * @param count how many there are, at least one
 */
record SegmentChain(LogFiles files, LogIdentity identity, int count) {

  /**
   * Looks at the header and the size of every segment.
   *
   * @return null if there is none
   * @throws LogException if one is missing, foreign, reordered, shortened, or of another format
   */
  static @Nullable SegmentChain check(LogFiles files) throws IOException, LogException {
    LogIdentity identity = null;
    int count = 0;
    for (String name : files.names().stream().filter(SegmentFormat::isSegment).toList()) {
      if (!name.equals(SegmentFormat.name(count))) {
        throw LogException.damaged(SegmentFormat.name(count), "is missing, but there is " + name);
      }
      LogIdentity found = check(files, name, count);
      if (identity != null && !found.equals(identity)) {
        throw LogException.damaged(name, "belongs to another log than " + SegmentFormat.name(0));
      }
      identity = found;
      count++;
    }
    return identity == null ? null : new SegmentChain(files, identity, count);
  }

  private static LogIdentity check(LogFiles files, String name, int index)
      throws IOException, LogException {
    try (LogFile file = files.open(name)) {
      LogIdentity found = readIdentity(file, name, index);
      if (file.size() != found.segmentBytes()) {
        throw LogException.damaged(
            name, "expected %d bytes, found %d".formatted(found.segmentBytes(), file.size()));
      }
      return found;
    }
  }

  private static LogIdentity readIdentity(LogFile file, String name, int index)
      throws IOException, LogException {
    ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    while (header.hasRemaining()) {
      if (file.read(header, header.position()) < 0) {
        throw LogException.damaged(
            name, "ends at offset " + header.position() + ", within its header");
      }
    }
    return SegmentFormat.readHeader(header, name, index);
  }
}
