package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

/** The platform's strict decoder says what is well-formed. */
class Utf8Test {
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]");

  /** The edges of what may stand at any place of a sequence. */
  private static final byte[] EDGES = {
    0, 0x1F, 0x20, 0x7F, -128, -113, -112, -97, -96, -65, -64, -63, -62, -33, -32, -19, -16, -12,
    -11, -1
  };

  /**
   * What begins a sequence of several bytes, and the edges: which of the other bytes it is makes no
   * difference to those that follow.
   */
  private static final byte[] FIRST = first();

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(BetRules.NAME_BYTES_MAX);

  @Test
  void everySequenceOfUpToThreeBytesIsJudgedRight() {
    byte[] bytes = new byte[3];
    expectTheDecodersJudgement(bytes, 0);
    for (int first = 0; first < 256; first++) {
      bytes[0] = (byte) first;
      expectTheDecodersJudgement(bytes, 1);
      for (int second = 0; second < 256; second++) {
        bytes[1] = (byte) second;
        expectTheDecodersJudgement(bytes, 2);
      }
    }
    for (byte first : FIRST) {
      bytes[0] = first;
      for (int second = 0; second < 256; second++) {
        bytes[1] = (byte) second;
        for (int third = 0; third < 256; third++) {
          bytes[2] = (byte) third;
          expectTheDecodersJudgement(bytes, 3);
        }
      }
    }
  }

  @Test
  void sequencesOfFourBytesAreJudgedRight() {
    byte[] bytes = new byte[4];
    for (byte first : FIRST) {
      bytes[0] = first;
      for (int second = 0; second < 256; second++) {
        bytes[1] = (byte) second;
        for (byte third : EDGES) {
          bytes[2] = third;
          for (byte fourth : EDGES) {
            bytes[3] = fourth;
            expectTheDecodersJudgement(bytes, 4);
          }
        }
      }
    }
  }

  @Test
  void longerTextsAreJudgedRightWhereverTheyLie() {
    Seed.run(random -> {
      for (int round = 0; round < 20_000; round++) {
        byte[] text = Bets.random(random).firstName().getBytes(UTF_8);
        if (random.nextBoolean()) {
          text[random.nextInt(text.length)] = (byte) random.nextInt();
        }
        Placement[] placements = Placement.values();
        // A duplicate is big-endian, as all that is judged.
        ByteBuffer placed = placements[random.nextInt(placements.length)].place(text).duplicate();
        expectJudgement(text, placed, placed.position(), text.length);
      }
    });
  }

  private static byte[] first() {
    int from = 0xC2;
    int to = 0xF4;
    byte[] first = Arrays.copyOf(EDGES, EDGES.length + to - from + 1);
    for (int lead = from; lead <= to; lead++) {
      first[EDGES.length + lead - from] = (byte) lead;
    }
    return first;
  }

  private void expectTheDecodersJudgement(byte[] bytes, int length) {
    expectJudgement(bytes, ByteBuffer.wrap(bytes), 0, length);
  }

  private void expectJudgement(byte[] bytes, ByteBuffer placed, int offset, int length) {
    decoder.reset();
    decoded.clear();
    boolean wellFormed =
        !decoder.decode(ByteBuffer.wrap(bytes, 0, length), decoded, true).isError();
    String text = decoded.flip().toString();
    boolean plain = wellFormed && !HIDDEN.matcher(text).find();
    assertEquals(
        plain, Utf8.isPlainText(placed, offset, length), () -> "is plain: " + Bets.hex(bytes));
  }
}
