package org.bolillero.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records that arrive. While none has begun to arrive, there is no buffer. Of what
 * comes after a record only the header is read along with it, and what its reader has room for, so
 * that whoever does not go on reading holds no more than one buffer.
 *
 * <p>Owned by the thread that reads.
 */
final class Records {
  static final int HEADER_BYTES = 5;

  /** What RFC 8446 allows after the header. */
  private static final int BODY_BYTES_MAX = 16 * 1024 + 256;

  private static final int LOWEST_TYPE = 20;
  private static final int HIGHEST_TYPE = 23;
  private static final int MAJOR_VERSION = 3;

  private final InputStream in;
  private final RecordBuffers buffers;

  /** The header of the next record, as far as it has arrived; only while there is no buffer. */
  private final byte[] header = new byte[HEADER_BYTES];

  private int headerBytes;

  /** What has arrived and is not used yet, between position and limit. */
  private @Nullable ByteBuffer arrived;

  Records(InputStream in, RecordBuffers buffers) {
    this.in = in;
    this.buffers = buffers;
  }

  /** The next record and what has arrived of those after it; null if it has not arrived whole. */
  @Nullable ByteBuffer poll() throws TlsException {
    ByteBuffer some = arrived;
    if (some == null || some.remaining() < HEADER_BYTES) {
      return null;
    }
    checkHeader(some);
    return some.remaining() < size(some) ? null : some;
  }

  /** Whether the next record has arrived whole. */
  boolean isWhole() throws TlsException {
    return poll() != null;
  }

  /** Whether {@link #fill} would not wait. */
  boolean isFilling() throws IOException {
    return in.available() > 0;
  }

  /**
   * Reads once from the connection, without a buffer if nothing is in it.
   *
   * @param room how many bytes the reader takes at once, of this record and of those behind it
   * @return false at the end
   * @throws EOFException if the end is within a record
   */
  boolean fill(int room) throws IOException {
    if (arrived != null && arrived.remaining() < HEADER_BYTES) {
      release();
    }
    int count = arrived == null && headerBytes < HEADER_BYTES ? fillHeader() : fillBody(room);
    if (count < 0 && isWithin()) {
      throw new EOFException("the connection ended within a record of TLS");
    }
    return count >= 0;
  }

  private int fillHeader() throws IOException {
    int count = in.read(header, headerBytes, HEADER_BYTES - headerBytes);
    headerBytes += Math.max(0, count);
    if (headerBytes == HEADER_BYTES) {
      takeBuffer();
    }
    return count;
  }

  /** Reads of this record, of the next one's header, and of what there is room for behind it. */
  private int fillBody(int room) throws IOException {
    ByteBuffer some = arrived == null ? takeBuffer() : arrived;
    checkHeader(some);
    int missing = size(some) - some.remaining();
    if (missing == 0) {
      return 0; // It has a header only.
    }
    int wanted = missing + Math.max(HEADER_BYTES, room - size(some));
    some.compact();
    try {
      int count =
          in.read(
              some.array(),
              some.arrayOffset() + some.position(),
              Math.min(wanted, some.remaining()));
      some.position(some.position() + Math.max(0, count));
      return count;
    } finally {
      some.flip();
    }
  }

  private ByteBuffer takeBuffer() {
    ByteBuffer taken = buffers.take().put(header, 0, headerBytes).flip();
    headerBytes = 0;
    arrived = taken;
    return taken;
  }

  /** Whether a part of a record is here, or something else that has arrived. */
  boolean isWithin() {
    return headerBytes > 0 || arrived != null;
  }

  /** How many bytes are here or can be read without waiting, of TLS. */
  int available() throws IOException {
    return (arrived == null ? 0 : arrived.remaining()) + in.available();
  }

  /** Gives the buffer back if no more than a header is in it. */
  void release() {
    ByteBuffer some = arrived;
    if (some != null && some.remaining() <= HEADER_BYTES) {
      headerBytes = some.remaining();
      some.get(header, 0, headerBytes);
      buffers.give(some);
      arrived = null;
    }
  }

  /** Gives the buffer back with whatever is in it. */
  void discard() {
    if (arrived != null) {
      arrived.position(arrived.limit());
      release();
    }
  }

  private static int size(ByteBuffer record) {
    return HEADER_BYTES + (record.getShort(record.position() + 3) & 0xffff);
  }

  private static void checkHeader(ByteBuffer record) throws TlsException {
    int type = record.get(record.position());
    int version = record.get(record.position() + 1);
    if (type < LOWEST_TYPE || type > HIGHEST_TYPE || version != MAJOR_VERSION) {
      byte[] bytes = new byte[HEADER_BYTES];
      record.get(record.position(), bytes);
      throw new TlsException("expected TLS 1.3, found " + ForeignBytes.name(bytes));
    }
    if (size(record) > HEADER_BYTES + BODY_BYTES_MAX) {
      throw new TlsException(
          "expected a record of TLS with at most %d bytes, found one with %d"
              .formatted(BODY_BYTES_MAX, size(record) - HEADER_BYTES));
    }
  }
}
