package org.bolillero.lottery;

import java.nio.ByteBuffer;

/**
 * Recognises UTF-8 in place, without decoding it. The ranges are those of table 3-7, "Well-Formed
 * UTF-8 Byte Sequences", of the Unicode Standard.
 */
final class Utf8 {
  private Utf8() {}

  /** Whether the bytes are well-formed UTF-8 without a {@link Visibility#isHidden} character. */
  static boolean isPlainText(ByteBuffer bytes, int offset, int length) {
    int end = offset + length;
    int at = Ascii.printableEnd(bytes, offset, end);
    while (at < end) {
      int size = sequenceLength(bytes, at, end);
      // A one-byte sequence here is a control character, or precedes one.
      if (size < 2 || Visibility.isHidden(codePoint(bytes, at, size))) {
        return false;
      }
      at = Ascii.printableEnd(bytes, at + size, end);
    }
    return true;
  }

  /** Whether well-formed UTF-8 has a {@link Visibility#isVisible} character. */
  static boolean isVisible(ByteBuffer bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at += sequenceLength(bytes, at, end)) {
      if (Visibility.isVisible(codePoint(bytes, at, sequenceLength(bytes, at, end)))) {
        return true;
      }
    }
    return false;
  }

  /** The character of a well-formed sequence. */
  private static int codePoint(ByteBuffer bytes, int at, int size) {
    int codePoint = bytes.get(at) & (size == 1 ? 0x7F : 0xFF >> (size + 1));
    for (int i = 1; i < size; i++) {
      codePoint = codePoint << 6 | (bytes.get(at + i) & 0x3F);
    }
    return codePoint;
  }

  /** The length of the well-formed sequence at {@code at}, or 0 if there is none. */
  private static int sequenceLength(ByteBuffer bytes, int at, int end) {
    int lead = bytes.get(at) & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || at + size > end) {
      return 0;
    }
    // The second byte has a narrower range after some lead bytes: no overlong form, no surrogate,
    // nothing past U+10FFFF.
    int second = bytes.get(at + 1) & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes.get(at + i) & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}
