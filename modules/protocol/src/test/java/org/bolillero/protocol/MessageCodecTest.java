package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  @Test
  void everyMessageIsReadAsItWasWrittenWhereverItsBodyLies() {
    Seed.run(random -> {
      for (int round = 0; round < 500; round++) {
        for (var kind : Messages.KINDS) {
          Message message = kind.apply(random, random.nextInt(9000));
          ByteBuffer body = somewhere(random, Messages.encoded(message));
          ByteBuffer untouched = body.duplicate();
          assertEquals(message, Messages.decoded(message, body));
          assertEquals(untouched, body, "the body is left alone");
        }
      }
    });
  }

  @Test
  void theRoomForABodySuffices() {
    Seed.run(random -> {
      String longest = "😀".repeat(Protocol.TEXT_BYTES_MAX);
      expectRoom(new Response.Failure(ErrorCode.BUSY, longest));
      for (int round = 0; round < 500; round++) {
        expectRoom(Messages.any(random, random.nextInt(9000)));
      }
    });
  }

  private static void expectRoom(Message message) {
    int room = MessageCodec.bodyBytesMax(message);
    int used = Messages.encoded(message).length;
    assertTrue(used <= room && room <= used + 1100, () -> used + " of " + room + " bytes");
  }

  @Test
  void aRequestIsNoResponseAndAResponseNoRequest() {
    Seed.run(random -> {
      for (var kind : Messages.KINDS) {
        Message message = kind.apply(random, 300);
        ByteBuffer body = ByteBuffer.wrap(Messages.encoded(message));
        switch (message) {
          case Request _ ->
              assertThrows(ProtocolException.class, () -> MessageCodec.decodeResponse(body));
          case Response _ ->
              assertThrows(ProtocolException.class, () -> MessageCodec.decodeRequest(body));
        }
      }
    });
  }

  @Test
  void aBatchSharesTheBytesOfItsFrame() {
    Seed.run(random -> {
      Message message = new Request.Batch(7, Messages.batch(random, 300));
      ByteBuffer body = ByteBuffer.wrap(Messages.encoded(message));
      var batch = (Request.Batch) MessageCodec.decodeRequest(body);
      int lastByte = body.limit() - 1;
      body.put(lastByte, (byte) ~body.get(lastByte));
      ByteBuffer bytes = batch.bets().bytes();
      assertEquals(body.get(lastByte), bytes.get(bytes.limit() - 1));
    });
  }

  @Test
  void winnersShareTheBytesOfTheirFrame() throws Exception {
    byte[] bytes = {(byte) 0x85, 0, 0, 0, 1, 1, 1, '7'};
    var part = (Response.WinnersPart) MessageCodec.decodeResponse(ByteBuffer.wrap(bytes));
    bytes[7] = '8';
    assertEquals('8', part.documents().get(1));
  }

  @Test
  void anEchoIsACopyThatOutlivesItsFrame() throws Exception {
    byte[] bytes = {0x05, 'a'};
    Request ping = MessageCodec.decodeRequest(ByteBuffer.wrap(bytes));
    bytes[1] = 'b';
    assertEquals(new Request.Ping(ByteBuffer.wrap(new byte[] {'a'})), ping);
  }

  private static ByteBuffer somewhere(RandomGenerator random, byte[] bytes) {
    int offset = random.nextInt(20);
    int capacity = offset + bytes.length + random.nextInt(20);
    ByteBuffer target =
        random.nextBoolean() ? ByteBuffer.allocate(capacity) : ByteBuffer.allocateDirect(capacity);
    ByteBuffer body = target.position(offset).put(bytes).flip().position(offset);
    return switch (random.nextInt(3)) {
      case 0 -> body.asReadOnlyBuffer();
      case 1 -> body.order(ByteOrder.LITTLE_ENDIAN);
      default -> body;
    };
  }
}
