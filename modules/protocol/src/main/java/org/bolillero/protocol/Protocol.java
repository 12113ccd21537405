package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/** The numbers that both sides of the wire agree on, and the checks of a message's values. */
public final class Protocol {
  /** The newest version of the protocol that this module implements. */
  public static final int VERSION = 2;

  /** The oldest version that this module implements. */
  public static final int VERSION_OLDEST = 1;

  /** The largest frame, including its length field, until WELCOME announces another limit. */
  public static final int FRAME_BYTES_DEFAULT = 8 * 1024;

  /** The largest frame that a WELCOME may allow. */
  public static final int FRAME_BYTES_LIMIT = 1024 * 1024;

  /** The longest echo of a ping, in bytes. */
  public static final int ECHO_BYTES_MAX = 64;

  /** The longest text of an error or a rejection, in bytes of UTF-8. */
  public static final int TEXT_BYTES_MAX = 1024;

  /** The bytes of a BATCH frame besides the batch: length, type and index. */
  public static final int BATCH_OVERHEAD_BYTES = 4 + 1 + 8;

  private Protocol() {}

  /**
   * Checks a value of a message. The peer of whoever decodes the message is told in these words
   * what is wrong with it.
   *
   * @throws IllegalArgumentException if the value is not allowed
   */
  static void require(boolean isAllowed, String name, String expected, Object found) {
    if (!isAllowed) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  static void requireCount(String name, int value) {
    require(value >= 0, name, "0 to 2147483647", Integer.toUnsignedString(value));
  }

  static void requireId(String name, int value) {
    require(value > 0, name, "1 to 2147483647", Integer.toUnsignedString(value));
  }

  static void requireIndex(String name, long value) {
    require(value >= 0, name, "0 to 2^63-1", Long.toUnsignedString(value));
  }

  static void requireUnsignedShort(String name, int value) {
    require(value >= 0 && value <= 0xFFFF, name, "0 to 65535", value);
  }

  static ByteBuffer copyOfEcho(ByteBuffer echo) {
    int length = echo.remaining();
    require(length <= ECHO_BYTES_MAX, "echo", "0 to 64 bytes", length);
    return ByteBuffer.allocate(length).put(echo.duplicate()).flip().asReadOnlyBuffer();
  }

  /**
   * The longest beginning of the text, in whole characters, that fits into {@link #TEXT_BYTES_MAX}.
   * It ends before an unpaired surrogate, which has no encoding.
   */
  static String cutToLimit(String text) {
    ByteBuffer room = ByteBuffer.allocate(TEXT_BYTES_MAX);
    CharBuffer rest = CharBuffer.wrap(text);
    UTF_8.newEncoder().encode(rest, room, true);
    return text.substring(0, rest.position());
  }
}
