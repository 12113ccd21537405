package org.bolillero.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes messages as frames, and collects these until {@link #flush} or until there are enough of
 * them to send. Not thread-safe.
 */
public final class FrameWriter {
  private static final int LENGTH_BYTES = 4;
  private static final int START_BYTES = 128;
  private static final int KEEP_BYTES = 4 * 1024;
  private static final int FLUSH_BYTES = 64 * 1024;

  private final OutputStream out;
  private final int flushBytes;
  private int frameBytesMax;
  private ByteBuffer buffer = ByteBuffer.allocate(START_BYTES);

  /**
   * Writes to a stream, also without a {@link #flush} whenever 64 KiB have been collected.
   *
   * @param out where the frames go; should be unbuffered
   * @param frameBytesMax the largest frame that the peer accepts, including its length field
   */
  public FrameWriter(OutputStream out, int frameBytesMax) {
    this(out, frameBytesMax, FLUSH_BYTES);
  }

  /**
   * Writes to a stream.
   *
   * @param out where the frames go; should be unbuffered
   * @param frameBytesMax the largest frame that the peer accepts, including its length field
   * @param flushBytes how many bytes are collected before they are sent without a {@link #flush}
   */
  public FrameWriter(OutputStream out, int frameBytesMax, int flushBytes) {
    this.out = out;
    this.frameBytesMax = frameBytesMax;
    this.flushBytes = flushBytes;
  }

  /**
   * Allows larger frames from now on, as a WELCOME has announced.
   *
   * @param bytes the largest frame that the peer accepts
   */
  public void frameBytesMax(int bytes) {
    frameBytesMax = bytes;
  }

  /**
   * Adds a message to what the next flush sends.
   *
   * @param message the message
   * @throws IOException if there was enough to send, and sending failed
   * @throws IllegalArgumentException if the message is larger than the peer accepts; it was not
   *     added
   */
  public void write(Message message) throws IOException {
    reserve(LENGTH_BYTES + MessageCodec.bodyBytesMax(message));
    int start = buffer.position();
    buffer.position(start + LENGTH_BYTES);
    MessageCodec.encode(message, buffer);
    int size = buffer.position() - start;
    if (size > frameBytesMax) {
      buffer.position(start);
      throw new IllegalArgumentException(
          "a frame of " + size + " bytes, but the peer takes at most " + frameBytesMax);
    }
    buffer.putInt(start, size - LENGTH_BYTES);
    if (buffer.position() >= flushBytes) {
      flush();
    }
  }

  /** {@return how many bytes have been collected} */
  public int pendingBytes() {
    return buffer.position();
  }

  /**
   * Sends what has been collected.
   *
   * @throws IOException if sending fails
   */
  public void flush() throws IOException {
    if (buffer.position() > 0) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    out.flush();
  }

  /**
   * Sends the first byte of what has been collected; the rest is left for {@link #flush}.
   *
   * @throws IOException if sending fails
   */
  public void flushFirstByte() throws IOException {
    if (buffer.position() > 0) {
      out.write(buffer.array(), 0, 1);
      buffer.flip().position(1);
      buffer.compact();
    }
    out.flush();
  }

  /** Releases the buffer if it is empty and has grown, for a connection that may wait. */
  public void release() {
    if (buffer.position() == 0 && buffer.capacity() > KEEP_BYTES) {
      buffer = ByteBuffer.allocate(START_BYTES);
    }
  }

  private void reserve(int more) {
    if (buffer.remaining() < more) {
      int needed = buffer.position() + more;
      buffer = ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity())).put(buffer.flip());
    }
  }
}
