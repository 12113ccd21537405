package org.bolillero.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * After how many bytes in either direction a connection is cut.
 *
 * @param received how many bytes can be read
 * @param sent how many bytes can be written
 */
record Cut(long received, long sent) {
  static final Cut NONE = new Cut(Long.MAX_VALUE, Long.MAX_VALUE);

  InputStream from(InputStream in) {
    return new CutInput(in, received);
  }

  OutputStream to(OutputStream out) {
    return new CutOutput(out, sent);
  }

  /** Fails when more than some bytes are read. */
  private static final class CutInput extends FilterInputStream {
    private long left;

    CutInput(InputStream in, long bytes) {
      super(in);
      left = bytes;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("cut");
      }
      int count = super.read(target, offset, (int) Math.min(left, length));
      left -= Math.max(count, 0);
      return count;
    }
  }

  /** Fails when more than some bytes are written, having written as many. */
  private static final class CutOutput extends FilterOutputStream {
    private long left;

    CutOutput(OutputStream out, long bytes) {
      super(out);
      left = bytes;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      int count = (int) Math.min(left, length);
      out.write(source, offset, count);
      left -= count;
      if (count < length) {
        throw new IOException("cut");
      }
    }
  }
}
