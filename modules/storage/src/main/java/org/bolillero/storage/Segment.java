package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.storage.LogFiles.LogFile;

/**
 * One open segment file. Thread-safe as far as its file is; only one thread writes.
 *
 * @param index its place in the log, from 0
 * @param file the file, of the log's segment size
 */
record Segment(int index, LogFile file) implements AutoCloseable {
  /** Small enough for a processor's cache. Allocated once, as new memory pages are expensive. */
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(128 * 1024).asReadOnlyBuffer();

  /** Opens a segment of a log. */
  static Segment open(LogFiles files, int index) throws IOException {
    return new Segment(index, files.open(SegmentFormat.name(index)));
  }

  String name() {
    return SegmentFormat.name(index);
  }

  /**
   * Writes all that remains. A short write counts as a failed one: the file already has its full
   * size, so there is no good reason for one.
   */
  void write(ByteBuffer source, int offset) throws IOException {
    int size = source.remaining();
    int written = file.write(source, offset);
    if (written != size) {
      throw new IOException(
          "%s: wrote only %d of %d bytes at offset %d".formatted(name(), written, size, offset));
    }
  }

  /** Writes zeros. */
  void clear(int from, int to) throws IOException {
    int size;
    for (int offset = from; offset < to; offset += size) {
      size = Math.min(ZEROS.capacity(), to - offset);
      write(ZEROS.slice(0, size), offset);
    }
  }

  /** Fills what remains of the target. */
  void read(ByteBuffer target, int offset) throws IOException {
    int start = target.position();
    while (target.hasRemaining()) {
      int from = offset + target.position() - start;
      if (file.read(target, from) < 0) {
        throw new IOException("%s: expected more bytes at offset %d".formatted(name(), from));
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
