package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/** The numbers that both sides of the wire agree on. */
public final class Protocol {
  /** The version of the protocol that this module speaks. */
  public static final int VERSION = 1;

  /**
   * The largest frame before the office has announced another limit, in bytes, its length field
   * included.
   */
  public static final int FRAME_BYTES_DEFAULT = 8 * 1024;

  /** The largest limit that an office may announce, in bytes. */
  public static final int FRAME_BYTES_LIMIT = 1024 * 1024;

  /** The longest echo of a ping, in bytes. */
  public static final int ECHO_BYTES_MAX = 64;

  /** The longest text of an error or a rejection, in bytes of UTF-8. */
  public static final int TEXT_BYTES_MAX = 1024;

  /** The bytes of a BATCH frame that are not the batch: length, type and index. */
  public static final int BATCH_OVERHEAD_BYTES = 4 + 1 + 8;

  private Protocol() {}

  static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
  }

  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 to 2147483647, not " + value);
    }
  }

  static void requireUnsignedShort(String name, int value) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, not " + value);
    }
  }

  static ByteBuffer copyOfEcho(ByteBuffer echo) {
    if (echo.remaining() > ECHO_BYTES_MAX) {
      throw new IllegalArgumentException("an echo has at most 64 bytes, not " + echo.remaining());
    }
    return ByteBuffer.allocate(echo.remaining()).put(echo.duplicate()).flip().asReadOnlyBuffer();
  }

  /**
   * The longest start of the text, in whole characters, that is within {@link #TEXT_BYTES_MAX}. It
   * ends before half of a surrogate pair, which has no encoding.
   */
  static String cutToLimit(String text) {
    ByteBuffer room = ByteBuffer.allocate(TEXT_BYTES_MAX);
    CharBuffer rest = CharBuffer.wrap(text);
    UTF_8.newEncoder().encode(rest, room, true);
    return text.substring(0, rest.position());
  }
}
