package org.bolillero.lottery;

import java.nio.ByteBuffer;

/**
 * Recognises printable ASCII and digits in place, eight bytes at a time. Most texts consist of
 * nothing else, and an office looks at every byte of every bet.
 */
final class Ascii {
  private static final long HIGH_BITS = everyByte(0x80);
  private static final long SPACES = everyByte(' ');
  private static final long ONES = everyByte(1);
  private static final long ZERO_DIGITS = everyByte('0');
  private static final long HIGH_NIBBLES = everyByte(0xF0);
  private static final long SIXES = everyByte(6);

  private Ascii() {}

  /**
   * The end of a run of bytes from 0x20 to 0x7E. The result may be too low if a byte below 0x20 or
   * a 0xFF follows, which plain text never contains.
   */
  static int printableEnd(ByteBuffer bytes, int from, int end) {
    int at = from;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      long odd = odd(bytes.getLong(at));
      if (odd != 0) {
        return at + Long.numberOfLeadingZeros(odd) / Byte.SIZE;
      }
    }
    long odd = odd(rest(bytes, at, end, SPACES));
    int first = end - Long.BYTES + Long.numberOfLeadingZeros(odd) / Byte.SIZE;
    return odd == 0 ? end : Math.max(at, first);
  }

  /** Whether all bytes are digits. */
  static boolean isDigits(ByteBuffer bytes, int offset, int length) {
    int whole = offset + (length & -Long.BYTES);
    for (int at = offset; at < whole; at += Long.BYTES) {
      if (!isDigits(bytes.getLong(at))) {
        return false;
      }
    }
    return isDigits(rest(bytes, whole, offset + length, ZERO_DIGITS));
  }

  /**
   * Sets the high bits of the bytes that are not printable: subtracting 0x20 from a lower byte
   * borrows, and adding 1 to 0x7F gives 0x80. A borrow, or the carry of 0xFF, may mark earlier
   * bytes too.
   */
  private static long odd(long eight) {
    return (eight | (eight - SPACES) | (eight + ONES)) & HIGH_BITS;
  }

  /** Digits are 0x30 to 0x39: adding 6 does not change the high half of the byte. */
  private static boolean isDigits(long eight) {
    return (eight & HIGH_NIBBLES) == ZERO_DIGITS && ((eight + SIXES) & HIGH_NIBBLES) == ZERO_DIGITS;
  }

  /** The bytes in [from, end), fewer than eight, as the last of eight, after harmless ones. */
  private static long rest(ByteBuffer bytes, int from, int end, long harmless) {
    int bits = Byte.SIZE * (end - from);
    if (bits == 0) {
      return harmless;
    }
    long mask = -1L >>> (Long.SIZE - bits);
    return (lastEight(bytes, from, end) & mask) | (harmless & ~mask);
  }

  /** The eight bytes before {@code end}; any that precede {@code from} do not matter. */
  private static long lastEight(ByteBuffer bytes, int from, int end) {
    if (end >= Long.BYTES) {
      return bytes.getLong(end - Long.BYTES);
    }
    long last = 0;
    for (int at = from; at < end; at++) {
      last = last << Byte.SIZE | (bytes.get(at) & 0xFF);
    }
    return last;
  }

  private static long everyByte(int value) {
    return 0x0101010101010101L * value;
  }
}
