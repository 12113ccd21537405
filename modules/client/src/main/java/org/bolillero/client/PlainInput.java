package org.bolillero.client;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/**
 * What an office sends that is spoken to without TLS. If it begins as only an office does that
 * wants TLS, or ends before it has said anything, the failure says what to do. One thread reads it.
 */
final class PlainInput extends FilterInputStream {
  /**
   * The first byte of an alert of TLS; a message of the office's begins with 0, as none is that
   * long.
   */
  private static final int ALERT = 21;

  private static final String GIVE = "give --tls-cert, --tls-key and --tls-ca";
  private static final String MAYBE = ", without a word; if it wants TLS, " + GIVE;

  private boolean isFirst = true;

  PlainInput(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!isFirst) {
      return in.read(target, offset, length);
    }
    int count = first(target, offset, length);
    isFirst = count == 0;
    return count;
  }

  private int first(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (SocketException e) {
      throw new IOException(e.getMessage() + MAYBE, e);
    }
    if (count < 0) {
      throw new EOFException("the office closed the connection" + MAYBE);
    }
    if (count > 0 && target[offset] == ALERT) {
      throw new IOException("the office wants TLS: " + GIVE);
    }
    return count;
  }
}
