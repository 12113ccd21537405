package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The segments of a log, opened, in order, and checked to be all there and to belong together.
 *
 * @param identity what they have in common
 * @param segments at least one
 */
record SegmentChain(LogIdentity identity, ImmutableList<Segment> segments)
    implements AutoCloseable {

  /** The names of the segment files in a folder, in order. */
  static ImmutableList<String> names(LogFiles files) throws IOException {
    MutableList<String> segments = Lists.mutable.empty();
    // A loop: recordings of starts leave lambdas of Eclipse Collections out.
    for (String name : files.names()) {
      if (SegmentFormat.isSegment(name)) {
        segments.add(name);
      }
    }
    return segments.toImmutable();
  }

  /**
   * Opens all segments; there must be one.
   *
   * @throws LogException if one is missing, foreign, reordered, shortened, or of another format
   */
  static SegmentChain open(LogFiles files) throws IOException, LogException {
    MutableList<Segment> segments = Lists.mutable.empty();
    try {
      LogIdentity identity = null;
      for (String name : names(files)) {
        int index = segments.size();
        if (!name.equals(SegmentFormat.name(index))) {
          throw damaged(SegmentFormat.name(index), "is missing, but there is " + name);
        }
        LogFile file = files.open(name);
        segments.add(new Segment(index, file));
        LogIdentity found = readIdentity(file, name, index);
        if (identity != null && !found.equals(identity)) {
          throw damaged(name, "belongs to another log than " + SegmentFormat.name(0));
        }
        if (file.size() != found.segmentBytes()) {
          throw damaged(
              name, "expected %d bytes, found %d".formatted(found.segmentBytes(), file.size()));
        }
        identity = found;
      }
      if (identity == null) {
        throw new IllegalStateException("asked to open a log without segments");
      }
      return new SegmentChain(identity, segments.toImmutable());
    } catch (IOException | LogException e) {
      closeAll(segments, e);
      throw e;
    }
  }

  private static LogIdentity readIdentity(LogFile file, String name, int index)
      throws IOException, LogException {
    ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    while (header.hasRemaining()) {
      if (file.read(header, header.position()) < 0) {
        throw damaged(name, "ends at offset " + header.position() + ", within its header");
      }
    }
    return SegmentFormat.readHeader(header, name, index);
  }

  private static LogException damaged(String name, String problem) {
    return new LogException(LogException.Kind.DAMAGED, name + ": " + problem);
  }

  private static void closeAll(Iterable<Segment> segments, Exception why) {
    for (Segment each : segments) {
      try {
        each.close();
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing the segments");
    closeAll(segments, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
