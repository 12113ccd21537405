package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageRulesTest {
  private static final Digest DIGEST = Digest.of(ByteBuffer.allocate(0));

  static Stream<Executable> impossible() {
    return Stream.of(
        () -> new Request.Hello(-1, 1, 1),
        () -> new Request.Hello(0x10000, 1, 1),
        () -> new Request.Hello(1, -1, 1),
        () -> new Request.Hello(1, 1, 0),
        () -> new Request.Hello(1, 1, -1),
        () -> new Request.Batch(-1, Messages.batch(new SplittableRandom(1), 1)),
        () -> new Request.Batch(Long.MAX_VALUE, Messages.batch(new SplittableRandom(1), 1)),
        () -> new Request.Finish(-1, DIGEST),
        () -> new Request.Ping(ByteBuffer.allocate(65)),
        () -> new Response.Welcome(-1, DIGEST, 8192, Response.Stage.OPEN, OptionalInt.empty()),
        () -> new Response.Welcome(0, DIGEST, 8192, Response.Stage.OPEN, OptionalInt.of(0)),
        () -> new Response.Welcome(0, DIGEST, 8192, Response.Stage.OPEN, OptionalInt.of(-1)),
        () -> new Response.Welcome(0, DIGEST, 8191, Response.Stage.OPEN, OptionalInt.empty()),
        () -> new Response.Welcome(0, DIGEST, 1048577, Response.Stage.OPEN, OptionalInt.empty()),
        () -> new Response.Stored(-1),
        () -> new Response.Rejected(-1, 0, BetField.NUMBER, ""),
        () -> new Response.Rejected(0, -1, BetField.NUMBER, ""),
        () -> new Response.Rejected(0, 0x10000, BetField.NUMBER, ""),
        () -> new Response.Finished(-1, 0),
        () -> new Response.Finished(0, -1),
        () -> new Response.WinnersPart(-1, true, false, ByteBuffer.allocate(0)),
        () -> new Response.NotReady(-1, 0),
        () -> new Response.NotReady(0, -1),
        () -> new Response.Pong(ByteBuffer.allocate(65)),
        () -> new Response.Failure(0, ""),
        () -> new Response.Failure(0x10000, ""));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatHasNoEncodingCannotBeMade(Executable making) {
    assertThrows(IllegalArgumentException.class, making);
  }

  /** The form of each is right; only a value is out of its range. */
  @ParameterizedTest
  @CsvSource({
    "01 0001 80000000 00000001, draw",
    "01 0001 00000001 00000000, agency",
    "01 0001 00000001 ffffffff, agency",
    "02 8000000000000000 0001 0001 0142 0143 0137 00000000, firstIndex",
    "02 0000000000000000 0001 0001 0142 0143 0137 000000, batch",
    "03 8000000000000000 0000000000000000000000000000000000000000000000000000000000000000, total",
    "04 02, wait",
    "82 8000000000000000, stored",
    "83 ffffffffffffffff 0000 0001, firstIndex",
    "83 0000000000000000 0000 0000, field",
    "83 0000000000000000 0000 0006, field",
    "83 0000000000000000 0000 0001 c3, text",
    "84 80000000 00000000, finished",
    "84 00000000 80000000, expected",
    "85 80000000 00, total",
    "85 00000000 04, last",
    "85 00000000 81, last",
    "85 00000000 00 00, document",
    "85 00000000 00 11 3131313131313131313131313131313131, document",
    "85 00000000 00 02 31, document",
    "86 80000000 00000000, finished",
    "86 00000000 80000000, expected",
    "ff 0000, error code",
    "ff 0001 ff, text"
  })
  void aValueOutOfItsRangeIsRefusedByItsName(String hex, String name) {
    expectRefusal(hex, name);
  }

  @Test
  void aWelcomeOutOfItsRangesIsRefused() {
    String digest = "00".repeat(32);
    expectRefusal("81 8000000000000000" + digest + "00002000 00", "stored");
    expectRefusal("81 0000000000000000" + digest + "00001fff 00", "frameBytesMax");
    expectRefusal("81 0000000000000000" + digest + "00100001 00", "frameBytesMax");
    expectRefusal("81 0000000000000000" + digest + "00002000 03", "stage");
    expectRefusal("81 0000000000000000" + digest + "00002000 00 00000000", "draw");
    expectRefusal("81 0000000000000000" + digest + "00002000 00 80000000", "draw");
    expectRefusal("81 0000000000000000" + digest + "00002000 00 000001", "draw");
    expectRefusal("81 0000000000000000" + digest + "00002000 00 00000001 00", "its end");
  }

  @Test
  void anUnknownTypeIsRefusedByItsNumber() {
    expectRefusal("00", "0x00");
    expectRefusal("06", "0x06");
    expectRefusal("80", "0x80");
    expectRefusal("fe", "0xFE");
    expectRefusal("", "type");
  }

  @Test
  void longEchoesAndTextsAreRefused() {
    expectRefusal("05" + "00".repeat(65), "echo");
    expectRefusal("87" + "00".repeat(65), "echo");
    expectRefusal("ff 0001" + "61".repeat(1025), "text");
    expectRefusal("83 0000000000000000 0000 0001" + "61".repeat(1025), "text");
  }

  private static void expectRefusal(String hex, String name) {
    ByteBuffer body = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    ProtocolException refused =
        assertThrows(
            ProtocolException.class,
            () -> {
              if (hex.isEmpty() || body.get(0) >= 0) {
                MessageCodec.decodeRequest(body);
              } else {
                MessageCodec.decodeResponse(body);
              }
            });
    assertTrue(refused.toString().contains(name), refused::toString);
  }

  @ParameterizedTest
  @CsvSource({"a, 1024", "é, 512", "€, 341", "😀, 256"})
  void aTextIsCutAfterTheLastWholeCharacterThatFits(String character, int fitting)
      throws Exception {
    String text = character.repeat(2000);
    String expected = character.repeat(fitting);
    assertEquals(expected, new Response.Failure(ErrorCode.BUSY, text).text());
    assertEquals(expected, new Response.Rejected(0, 0, BetField.NUMBER, text).reason());
    assertTrue(expected.getBytes(UTF_8).length <= Protocol.TEXT_BYTES_MAX);
    Message longest = new Response.Failure(ErrorCode.BUSY, expected);
    assertEquals(longest, Messages.decoded(longest, ByteBuffer.wrap(Messages.encoded(longest))));
  }

  @Test
  void aTextEndsBeforeHalfACharacter() {
    assertEquals("ab", new Response.Failure(ErrorCode.BUSY, "ab\ud83dcd").text());
  }

  @Test
  void anEchoIsACopy() {
    ByteBuffer echo = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    Request.Ping ping = new Request.Ping(echo);
    Response.Pong pong = new Response.Pong(echo);
    echo.put(1, (byte) 9);
    assertEquals(1, echo.position());
    assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), ping.echo());
    assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), pong.echo());
    assertThrows(ReadOnlyBufferException.class, () -> ping.echo().put(0, (byte) 9));
  }

  @Test
  void readingABufferOfAMessageLeavesTheMessageAsItIs() {
    Request.Ping ping = new Request.Ping(ByteBuffer.wrap(new byte[] {1}));
    Response.Pong pong = new Response.Pong(ByteBuffer.wrap(new byte[] {2}));
    var part = new Response.WinnersPart(1, true, false, ByteBuffer.wrap(new byte[] {1, '7'}));
    assertEquals(1, ping.echo().get());
    assertEquals(2, pong.echo().get());
    assertEquals(1, part.documents().get());
    assertEquals("0501", Messages.hex(Messages.encoded(ping)));
    assertEquals("8702", Messages.hex(Messages.encoded(pong)));
    assertEquals("8500000001010137", Messages.hex(Messages.encoded(part)));
  }

  @Test
  void theIndexAfterTheLastBetIsAlwaysALong() throws Exception {
    var batch = Messages.batch(new SplittableRandom(1), 1);
    long largest = Long.MAX_VALUE - batch.count();
    Message last = new Request.Batch(largest, batch);
    assertEquals(last, Messages.decoded(last, ByteBuffer.wrap(Messages.encoded(last))));
    assertThrows(IllegalArgumentException.class, () -> new Request.Batch(largest + 1, batch));
    expectRefusal("02 7fffffffffffffff 0001 0001 0142 0143 0137 00000000", "firstIndex");
  }
}
