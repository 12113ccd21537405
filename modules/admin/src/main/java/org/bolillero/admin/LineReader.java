package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of HTTP, as many as fit into a number of bytes. */
final class LineReader {
  private final InputStream in;
  private int bytesLeft;

  LineReader(InputStream in, int bytesMax) {
    this.in = in;
    this.bytesLeft = bytesMax;
  }

  /**
   * Reads a line, without its end.
   *
   * @throws EOFException if it does not end
   * @throws IOException if it is too long: nobody honest sends such a line, and it has no answer
   */
  String read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection has ended within a line");
      }
      if (--bytesLeft < 0) {
        throw new IOException("a head or a line of a chunk is too long");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
