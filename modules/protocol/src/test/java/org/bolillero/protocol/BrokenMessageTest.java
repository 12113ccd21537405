package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, they raise a ProtocolException or are exactly what was decoded. */
class BrokenMessageTest {
  @Test
  void everyTruncationIsRefusedOrAMessageOfItsOwn() {
    Seed.run(random -> {
      for (Message message : smallAndLarge(random)) {
        byte[] body = Messages.encoded(message);
        for (int length = 0; length < body.length; length++) {
          expectRefusedOrExact(Arrays.copyOf(body, length));
        }
      }
    });
  }

  @Test
  void onlyWhatReachesToTheEndCanBeShorterOrLonger() {
    Seed.run(random -> {
      for (var kind : Messages.KINDS) {
        Message message = kind.apply(random, 200);
        byte[] body = Messages.encoded(message);
        switch (message) {
          case Request.Ping _, Response.Pong _ -> {}
          case Response.Rejected _, Response.Failure _, Response.WinnersPart _ -> {}
          case Message _ -> {
            expectRefused(message, Arrays.copyOf(body, body.length - 1));
            expectRefused(message, Arrays.copyOf(body, body.length + 1));
          }
        }
      }
    });
  }

  private static void expectRefused(Message like, byte[] body) {
    assertThrows(
        ProtocolException.class,
        () -> Messages.decoded(like, ByteBuffer.wrap(body)),
        like::toString);
  }

  @Test
  void everyChangeOfOneByteOfASmallMessageIsRefusedOrAMessageOfItsOwn() {
    Seed.run(random -> {
      for (var kind : Messages.KINDS) {
        byte[] body = Messages.encoded(kind.apply(random, 100));
        for (int at = 0; at < body.length; at++) {
          byte original = body[at];
          for (int value = 0; value < 256; value++) {
            body[at] = (byte) value;
            expectRefusedOrExact(body);
          }
          body[at] = original;
        }
      }
    });
  }

  @Test
  void changesOfALargeMessageAreRefusedOrAMessageOfTheirOwn() {
    Seed.run(random -> {
      for (int round = 0; round < 5_000; round++) {
        byte[] body = Messages.encoded(Messages.any(random, 8000));
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        expectRefusedOrExact(body);
      }
    });
  }

  @Test
  void randomBytesBehindEveryTypeAreRefusedOrAMessage() {
    Seed.run(random -> {
      for (int type = 0; type < 256; type++) {
        for (int round = 0; round < 100; round++) {
          byte[] body = new byte[1 + random.nextInt(80)];
          random.nextBytes(body);
          body[0] = (byte) type;
          expectRefusedOrExact(body);
        }
      }
    });
  }

  private static List<Message> smallAndLarge(RandomGenerator random) {
    return Messages.KINDS.stream()
        .flatMap(kind -> List.of(kind.apply(random, 60), kind.apply(random, 3000)).stream())
        .toList();
  }

  /** A body that is accepted must be the one encoding of what it is taken for. */
  private static void expectRefusedOrExact(byte[] body) {
    try {
      expectExact(body, MessageCodec.decodeRequest(ByteBuffer.wrap(body)));
    } catch (ProtocolException _) {
      // Refused, as it may be.
    }
    try {
      expectExact(body, MessageCodec.decodeResponse(ByteBuffer.wrap(body)));
    } catch (ProtocolException _) {
      // Refused, as it may be.
    }
  }

  private static void expectExact(byte[] body, Message message) {
    assertEquals(ByteBuffer.wrap(body), ByteBuffer.wrap(Messages.encoded(message)));
  }
}
