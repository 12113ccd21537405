package org.bolillero.protocol;

import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.IntSupplier;

/** A stream that delivers its bytes in pieces, as a socket does, and remembers how it was read. */
final class PiecesInput extends InputStream {
  private final byte[] bytes;
  private final IntSupplier sizes;
  private int position;
  private int reads;
  private int largestBufferBytes;

  /** Every read gives at most the next of {@code sizes}; where that is 0, it times out. */
  PiecesInput(byte[] bytes, IntSupplier sizes) {
    this.bytes = bytes;
    this.sizes = sizes;
  }

  static PiecesInput whole(byte[] bytes) {
    return new PiecesInput(bytes, () -> Integer.MAX_VALUE);
  }

  static PiecesInput oneByOne(byte[] bytes) {
    return new PiecesInput(bytes, () -> 1);
  }

  /** How often something was read. */
  int reads() {
    return reads;
  }

  /** The size of the largest array that was offered to read into. */
  int largestBufferBytes() {
    return largestBufferBytes;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws SocketTimeoutException {
    if (length < 1) {
      throw new AssertionError("a read that can read nothing");
    }
    reads++;
    largestBufferBytes = Math.max(largestBufferBytes, target.length);
    int size = sizes.getAsInt();
    if (size == 0) {
      throw new SocketTimeoutException("nothing has come");
    }
    if (position == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(size, length), bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() {
    throw new AssertionError("bytes are not read one by one");
  }
}
