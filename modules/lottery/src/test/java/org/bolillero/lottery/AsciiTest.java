package org.bolillero.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** One byte at a time says what is right. */
class AsciiTest {
  private static final int LENGTH_MAX = 20;

  @Test
  void everyByteIsJudgedRightAtEveryPlaceOfATextOfEveryLength() {
    for (int start = 0; start < 10; start++) {
      for (int length = 0; length <= LENGTH_MAX; length++) {
        for (int at = start; at < start + length; at++) {
          for (int value = 0; value < 256; value++) {
            ByteBuffer text = text(start + length, '5');
            text.put(at, (byte) value);
            expectJudgement(text, start, length);
          }
        }
      }
    }
  }

  @Test
  void pairsOfBytesAreJudgedRight() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        ByteBuffer text = text(LENGTH_MAX, '5');
        text.put(3, (byte) first).put(4, (byte) second);
        expectJudgement(text, 1, 8);
        expectJudgement(text, 1, 5);
        expectJudgement(text, 4, 9);
      }
    }
  }

  @Test
  void bytesOutsideTheTextDoNotMatter() {
    for (int end = 0; end <= LENGTH_MAX; end++) {
      for (int start = 0; start <= end; start++) {
        ByteBuffer text = text(LENGTH_MAX + 1, 0xFF);
        for (int at = start; at < end; at++) {
          text.put(at, (byte) '7');
        }
        expectJudgement(text, start, end - start);
      }
    }
  }

  private static ByteBuffer text(int length, int value) {
    ByteBuffer text = ByteBuffer.allocate(length);
    for (int at = 0; at < length; at++) {
      text.put(at, (byte) value);
    }
    return text;
  }

  private static void expectJudgement(ByteBuffer text, int start, int length) {
    int end = start + length;
    int odd = start;
    while (odd < end && text.get(odd) >= 0x20 && text.get(odd) != 0x7F) {
      odd++;
    }
    int found = Ascii.printableEnd(text, start, end);
    boolean mayBeEarly = odd < end && (text.get(odd) == -1 || (text.get(odd) & 0xFF) < 0x20);
    assertTrue(
        mayBeEarly ? start <= found && found <= odd : found == odd,
        () -> "%s from %d: %d".formatted(Bets.hex(Bets.bytes(text)), start, found));
    boolean digits = true;
    for (int at = start; at < end; at++) {
      digits &= text.get(at) >= '0' && text.get(at) <= '9';
    }
    assertEquals(digits, Ascii.isDigits(text, start, length), () -> Bets.hex(Bets.bytes(text)));
  }
}
