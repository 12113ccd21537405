package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of an answer, in chunks: its receiver knows whether it has all of it. To be used behind
 * a buffer. Closing it ends the body, and leaves what is below open.
 */
final class ChunkedOutput extends OutputStream {
  private final OutputStream out;
  private boolean isClosed;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count > 0) { // A chunk of nothing would be the last one.
      out.write((Integer.toHexString(count) + "\r\n").getBytes(US_ASCII));
      out.write(bytes, offset, count);
      out.write("\r\n".getBytes(US_ASCII));
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      out.write("0\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
  }
}
