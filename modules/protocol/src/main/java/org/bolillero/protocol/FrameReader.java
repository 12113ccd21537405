package org.bolillero.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads frames from a stream.
 *
 * <pre>
 * frame   u32 length of what follows | body: u8 type | payload
 * </pre>
 *
 * <p>A frame is handed out as a view of the read buffer, without copying. All frames handed out
 * stay valid until the next {@link #fill}, so a session can take everything that has arrived, store
 * it, and only then read on.
 *
 * <p>The buffer starts small, so that an idle connection costs little, and grows while the peer
 * keeps it full: by what has arrived, never by what was announced. A length is checked as soon as
 * it has arrived. Not thread-safe.
 */
public final class FrameReader {
  private static final int LENGTH_BYTES = 4;
  private static final int START_BYTES = 512;
  private static final int READ_AHEAD_BYTES = 64 * 1024;

  private final InputStream in;
  private final BufferMemory memory;
  private int frameBytesMax;
  private int readAheadBytes = READ_AHEAD_BYTES;

  /** The bytes from {@code start} to {@code end} have been received and not yet handed out. */
  private ByteBuffer buffer = ByteBuffer.allocate(START_BYTES);

  private int start;
  private int end;

  /**
   * Reads from a stream.
   *
   * @param in where frames come from; may deliver them in any pieces
   * @param frameBytesMax the largest frame to accept, in bytes, including its length field
   */
  public FrameReader(InputStream in, int frameBytesMax) {
    this(in, frameBytesMax, BufferMemory.UNLIMITED);
  }

  /**
   * Reads from a stream, with a buffer that may not always grow.
   *
   * @param in where frames come from; may deliver them in any pieces
   * @param frameBytesMax the largest frame to accept, in bytes, including its length field
   * @param memory is asked before the buffer grows beyond its first 512 bytes
   */
  public FrameReader(InputStream in, int frameBytesMax, BufferMemory memory) {
    this.in = in;
    this.frameBytesMax = frameBytesMax;
    this.memory = memory;
  }

  /**
   * Accepts larger frames from now on, as a WELCOME has announced.
   *
   * @param bytes the largest frame to accept
   */
  public void frameBytesMax(int bytes) {
    frameBytesMax = bytes;
  }

  /**
   * Reads at most this much at once from now on, unless a single frame is larger.
   *
   * @param bytes how large the buffer may grow for several frames
   */
  public void readAheadBytes(int bytes) {
    readAheadBytes = bytes;
  }

  /**
   * {@return the body of the next frame received; empty if no complete frame has arrived}
   *
   * @throws ProtocolException if the next frame's length is zero or above the limit
   */
  public Optional<ByteBuffer> poll() throws ProtocolException {
    int size = announcedBytes();
    if (size == 0 || size > end - start) {
      return Optional.empty();
    }
    ByteBuffer body = buffer.slice(start + LENGTH_BYTES, size - LENGTH_BYTES);
    start += size;
    return Optional.of(body);
  }

  /**
   * Reads once from the stream. Frames handed out before are no longer valid.
   *
   * @return false at the end of the stream
   * @throws IOException if reading fails
   * @throws ProtocolException if the next frame's length is zero or above the limit
   */
  public boolean fill() throws IOException, ProtocolException {
    makeRoom();
    int count = in.read(buffer.array(), end, buffer.capacity() - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  /**
   * Reads what else has arrived, as far as it may be read ahead. Does not wait. One read of a
   * socket brings 128 KiB at most. Frames handed out before are no longer valid.
   *
   * @throws IOException if reading fails
   * @throws ProtocolException if the next frame's length is zero or above the limit
   */
  public void fillWithArrived() throws IOException, ProtocolException {
    int before = -1;
    while (end - start > before && end - start < readAheadBytes && in.available() > 0) {
      before = end - start;
      fill(); // Brings nothing if there is no memory for more.
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame's body, valid until the next call of this or of {@link #fill}; empty at the
   *     end of the stream
   * @throws IOException if reading fails, or an {@link EOFException} if the stream ends within a
   *     frame
   * @throws ProtocolException if the next frame's length is zero or above the limit
   */
  public Optional<ByteBuffer> read() throws IOException, ProtocolException {
    Optional<ByteBuffer> frame = poll();
    while (frame.isEmpty()) {
      if (!fill()) {
        if (isWithinFrame()) {
          throw new EOFException("the connection ended within a message");
        }
        return Optional.empty();
      }
      frame = poll();
    }
    return frame;
  }

  /** {@return whether some bytes of the next frame have arrived} */
  public boolean isWithinFrame() {
    return end > start;
  }

  /**
   * {@return the size of the next frame including its length field, or 0 if it is not known yet}
   *
   * @throws ProtocolException if its length is zero or above the limit
   */
  public int announcedBytes() throws ProtocolException {
    if (end - start < LENGTH_BYTES) {
      return 0;
    }
    int length = buffer.getInt(start);
    if (length < 1 || length > frameBytesMax - LENGTH_BYTES) {
      throw new ProtocolException(
          "frame length: expected 1 to %d, found %s"
              .formatted(frameBytesMax - LENGTH_BYTES, Integer.toUnsignedString(length)));
    }
    return LENGTH_BYTES + length;
  }

  /** Releases the buffer if it is empty, for a connection that is about to wait for a long time. */
  public void release() {
    release(START_BYTES);
  }

  /**
   * Releases the buffer if it is empty and large. Frames handed out before are no longer valid.
   *
   * @param bytesKept the size up to which a buffer is kept
   */
  public void release(int bytesKept) {
    if (start == end && buffer.capacity() > bytesKept) {
      discard();
    }
  }

  /** Releases the buffer and its contents, for a connection that is about to end. */
  public void discard() {
    int more = buffer.capacity() - START_BYTES;
    buffer = ByteBuffer.allocate(START_BYTES);
    start = 0;
    end = 0;
    memory.give(more);
  }

  /** Moves the remaining bytes to the front, and grows the buffer if the peer has filled it. */
  private void makeRoom() throws IOException, ProtocolException {
    int frameSize = announcedBytes(); // Refuses a length before there is more of its frame.
    int capacityMax = Math.max(readAheadBytes, frameSize);
    boolean growing = end == buffer.capacity() && end < capacityMax;
    if (growing) {
      int more = Math.min(2 * end, capacityMax) - end;
      if (frameSize > buffer.capacity()) {
        memory.take(more);
      } else {
        growing = memory.tryTake(more);
      }
    }
    // Without this condition, a frame that arrives byte by byte would be copied for every byte.
    if (growing || start > 0) {
      byte[] target = growing ? new byte[Math.min(2 * end, capacityMax)] : buffer.array();
      System.arraycopy(buffer.array(), start, target, 0, end - start);
      buffer = ByteBuffer.wrap(target);
      end -= start;
      start = 0;
    }
  }
}
