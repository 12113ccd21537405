package org.bolillero.admin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a request: ends where the body ends, and reads nothing beyond it. It is what its
 * {@code Content-Length} says, or comes in chunks, or there is none.
 */
final class RequestBody extends InputStream {
  private static final Pattern CHUNK = Pattern.compile("(?<size>[0-9A-Fa-f]{1,8})[ \\t]*(;.*)?");
  private static final int CHUNK_LINE_BYTES_MAX = 256;

  private final InputStream in;
  private final OptionalLong length;

  /** What is left of a chunk, or of all. */
  private long left;

  private final Runnable onEnd;
  private boolean isEnded;
  private boolean isInChunk;

  private RequestBody(InputStream in, OptionalLong length, Runnable onEnd) {
    this.in = in;
    this.length = length;
    this.left = length.orElse(0);
    this.onEnd = onEnd;
    if (length.isPresent()) {
      endIfRead();
    }
  }

  /**
   * The body that follows a head, none of which has been read.
   *
   * @param onEnd is called once when all of it has been read, perhaps at once
   */
  static RequestBody of(RequestHead head, InputStream in, Runnable onEnd)
      throws RefusedRequestException {
    List<String> codings = head.headers().all("Transfer-Encoding");
    List<String> lengths = head.headers().all("Content-Length");
    if (codings.isEmpty()) {
      OptionalLong length = OptionalLong.of(lengths.isEmpty() ? 0 : length(lengths));
      return new RequestBody(in, length, onEnd);
    }
    if (!lengths.isEmpty()) {
      throw RefusedRequestException.bad(
          "expected one of Content-Length and Transfer-Encoding, found both");
    }
    if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw new RefusedRequestException(
          RefusedRequestException.NOT_IMPLEMENTED,
          "Transfer-Encoding: expected chunked, found " + Found.of(String.join(", ", codings)));
    }
    return new RequestBody(in, OptionalLong.empty(), onEnd);
  }

  private static long length(List<String> lengths) throws RefusedRequestException {
    if (lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,19}")) {
      try {
        return Long.parseLong(lengths.getFirst());
      } catch (NumberFormatException _) {
        // Said below.
      }
    }
    throw RefusedRequestException.bad(
        "Content-Length: expected a whole number, found " + Found.of(String.join(", ", lengths)));
  }

  /** How long it says that it is, if it does. */
  OptionalLong length() {
    return length;
  }

  /** Whether all of it has been read. */
  boolean isEnded() {
    return isEnded;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (length.isEmpty() && left == 0 && !isEnded) {
      beginChunk();
    }
    if (isEnded) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(count, left));
    if (read < 0) {
      throw new EOFException("the connection has ended within a body");
    }
    left -= read;
    if (length.isPresent()) {
      endIfRead();
    }
    return read;
  }

  private void endIfRead() {
    if (left == 0) {
      isEnded = true;
      onEnd.run();
    }
  }

  private void beginChunk() throws IOException {
    if (isInChunk && !line().isEmpty()) {
      throw new IOException("a chunk is longer than it says");
    }
    isInChunk = true;
    Matcher chunk = CHUNK.matcher(line());
    if (!chunk.matches()) {
      throw new IOException("expected the length of a chunk");
    }
    left = Long.parseLong(chunk.group("size"), 16);
    if (left == 0) {
      LineReader trailers = new LineReader(in, AdminLimits.HEAD_BYTES_MAX);
      while (!trailers.read().isEmpty()) {
        // Nobody asks for what may be said there.
      }
      endIfRead();
    }
  }

  private String line() throws IOException {
    return new LineReader(in, CHUNK_LINE_BYTES_MAX).read();
  }
}
