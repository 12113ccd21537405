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
  /** The most bytes that go to or come from the disk at once. */
  static final int BLOCK_BYTES = 1024 * 1024;

  /**
   * Small enough for a processor's cache, and made once, since fresh memory pages are expensive.
   */
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(128 * 1024).asReadOnlyBuffer();

  String name() {
    return SegmentFormat.name(index);
  }

  /**
   * Writes all that remains, at most {@link #BLOCK_BYTES}. A short write is a failed one: the file
   * has its size, so there is no good reason.
   */
  void write(ByteBuffer source, int offset) throws IOException {
    int size = source.remaining();
    int written = file.write(source, offset);
    if (written != size) {
      throw new IOException(
          "%s: wrote only %d of %d bytes at offset %d".formatted(name(), written, size, offset));
    }
  }

  /** Writes all that remains, in blocks. */
  void writeAll(ByteBuffer source, int offset) throws IOException {
    int size;
    for (int done = 0; done < source.remaining(); done += size) {
      size = Math.min(BLOCK_BYTES, source.remaining() - done);
      write(source.slice(source.position() + done, size), offset + done);
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
    int end = target.limit();
    while (target.position() < end) {
      target.limit(Math.min(end, target.position() + BLOCK_BYTES));
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
