package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of versions 1 and 2, written out. A change of these breaks agencies that are in use.
 */
class MessageBytesTest {
  private static final String DIGEST_HEX =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final Digest DIGEST =
      Digest.readFrom(ByteBuffer.wrap(HexFormat.of().parseHex(DIGEST_HEX)));
  private static final BetBatch BATCH =
      Messages.batch(
          new Bet("Ana", "Ñ", "30904465", LocalDate.of(1999, 3, 17), 7574),
          new Bet("B", "C", "7", LocalDate.of(1900, 1, 1), 9999));
  private static final String BATCH_HEX =
      "0002 1d96270f 03416e61 02c391 083330393034343635 000029ab 0142 0143 0137 ffff9c21";

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(new Request.Hello(1, 0x01020304, 5), "01 0001 01020304 00000005"),
        Arguments.of(new Request.Hello(2, 0, 5), "01 0002 00000000 00000005"),
        Arguments.of(new Request.Hello(0xFFFF, 1, 0x7FFFFFFF), "01 ffff 00000001 7fffffff"),
        Arguments.of(new Request.Batch(130, BATCH), "02 0000000000000082" + BATCH_HEX),
        Arguments.of(new Request.Finish(1L << 40, DIGEST), "03 0000010000000000" + DIGEST_HEX),
        Arguments.of(new Request.AskWinners(false), "04 00"),
        Arguments.of(new Request.AskWinners(true), "04 01"),
        Arguments.of(new Request.Ping(ascii("")), "05"),
        Arguments.of(new Request.Ping(ascii("abc")), "05 616263"),
        Arguments.of(
            new Response.Welcome(2, DIGEST, 8192, Response.Stage.OPEN, OptionalInt.empty()),
            "81 0000000000000002" + DIGEST_HEX + "00002000 00"),
        Arguments.of(
            new Response.Welcome(2, DIGEST, 1048576, Response.Stage.FINISHED, OptionalInt.empty()),
            "81 0000000000000002" + DIGEST_HEX + "00100000 01"),
        Arguments.of(
            new Response.Welcome(0, DIGEST, 65536, Response.Stage.DRAWN, OptionalInt.empty()),
            "81 0000000000000000" + DIGEST_HEX + "00010000 02"),
        Arguments.of(
            new Response.Welcome(2, DIGEST, 8192, Response.Stage.OPEN, OptionalInt.of(1)),
            "81 0000000000000002" + DIGEST_HEX + "00002000 00 00000001"),
        Arguments.of(
            new Response.Welcome(2, DIGEST, 8192, Response.Stage.DRAWN, OptionalInt.of(0x7FFFFFFF)),
            "81 0000000000000002" + DIGEST_HEX + "00002000 02 7fffffff"),
        Arguments.of(new Response.Stored(Long.MAX_VALUE), "82 7fffffffffffffff"),
        Arguments.of(
            new Response.Rejected(130, 3, BetField.FIRST_NAME, "né"),
            "83 0000000000000082 0003 0001 6ec3a9"),
        Arguments.of(
            new Response.Rejected(0, 0xFFFE, BetField.LAST_NAME, ""),
            "83 0000000000000000 fffe 0002"),
        Arguments.of(
            new Response.Rejected(1, 0, BetField.DOCUMENT, "x"),
            "83 0000000000000001 0000 0003 78"),
        Arguments.of(
            new Response.Rejected(1, 0, BetField.BIRTH_DATE, "x"),
            "83 0000000000000001 0000 0004 78"),
        Arguments.of(
            new Response.Rejected(1, 0, BetField.NUMBER, "x"), "83 0000000000000001 0000 0005 78"),
        Arguments.of(new Response.Finished(3, 5), "84 00000003 00000005"),
        Arguments.of(
            new Response.WinnersPart(2, false, false, ascii("\0017\00212")),
            "85 00000002 00 0137 023132"),
        Arguments.of(new Response.WinnersPart(0, true, false, ascii("")), "85 00000000 01"),
        Arguments.of(
            new Response.WinnersPart(2, false, true, ascii("\0017")), "85 00000002 02 0137"),
        Arguments.of(
            new Response.WinnersPart(2, true, true, ascii("\00212")), "85 00000002 03 023132"),
        Arguments.of(new Response.NotReady(0, 0x7FFFFFFF), "86 00000000 7fffffff"),
        Arguments.of(new Response.Pong(ascii("abc")), "87 616263"),
        Arguments.of(new Response.Failure(ErrorCode.SHUTTING_DOWN, "bye"), "ff 000b 627965"),
        Arguments.of(new Response.Failure(ErrorCode.CLOSED, "6"), "ff 000e 36"),
        Arguments.of(new Response.Failure(99, "new"), "ff 0063 6e6577"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageHasTheseBytesAndTheyHaveThisMeaning(Message message, String hex) throws Exception {
    byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertEquals(Messages.hex(body), Messages.hex(Messages.encoded(message)));
    assertEquals(message, Messages.decoded(message, ByteBuffer.wrap(body)));
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
