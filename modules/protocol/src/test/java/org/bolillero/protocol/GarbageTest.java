package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

/** No bytes whatever raise anything but what a session expects, nor grow its buffer. */
class GarbageTest {
  private static final int LIMIT = 8192;
  private static final byte[] TYPES = {
    1,
    2,
    3,
    4,
    5,
    (byte) 0x81,
    (byte) 0x82,
    (byte) 0x83,
    (byte) 0x84,
    (byte) 0x85,
    (byte) 0x86,
    (byte) 0x87,
    (byte) 0xFF
  };

  /** What became of the frames of a stream. */
  private static final class Tally {
    int accepted;
    int refused;
    int brokenStreams;
  }

  @Test
  void randomStreamsAreRefused() {
    Seed.run(random -> {
      Tally tally = new Tally();
      for (int stream = 0; stream < 4000; stream++) {
        receive(random, Messages.bytes(random, random.nextInt(4096)).array(), tally);
      }
      assertTrue(tally.brokenStreams > 3900, () -> tally.brokenStreams + " of 4000");
    });
  }

  @Test
  void randomBodiesInWholeFramesAreRefusedOrMessages() {
    Seed.run(random -> {
      Tally tally = new Tally();
      int frames = 0;
      for (int stream = 0; stream < 16; stream++) {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < 1024 * 1024) {
          byte[] body = garbage(random);
          bytes.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
          bytes.writeBytes(body);
          frames++;
        }
        receive(random, bytes.toByteArray(), tally);
      }
      assertEquals(0, tally.brokenStreams);
      assertEquals(frames, tally.accepted + tally.refused);
    });
  }

  @Test
  void messagesWithFlippedBitsAreRefusedOrMessages() {
    Seed.run(random -> {
      Tally tally = new Tally();
      for (int stream = 0; stream < 200; stream++) {
        RecordingOutput out = new RecordingOutput();
        FrameWriter writer = new FrameWriter(out, LIMIT);
        for (int i = 0; i < 50; i++) {
          writer.write(Messages.any(random, random.nextInt(4000)));
        }
        writer.flush();
        byte[] bytes = out.bytes();
        for (int flips = random.nextInt(20); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        receive(random, bytes, tally);
      }
      assertTrue(tally.accepted > 0);
    });
  }

  /** Mostly short, of a known type, with many small numbers where counts and lengths stand. */
  private static byte[] garbage(RandomGenerator random) {
    byte[] body = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? LIMIT - 4 : 60)];
    random.nextBytes(body);
    for (int at = 0; at < Math.min(20, body.length); at++) {
      if (random.nextInt(3) > 0) {
        body[at] &= 0x03;
      }
    }
    body[0] = TYPES[random.nextInt(TYPES.length)];
    return body;
  }

  /** Takes a stream to its end, or to where it is no longer made of frames. */
  private static void receive(RandomGenerator random, byte[] bytes, Tally tally)
      throws IOException {
    PiecesInput in = new PiecesInput(bytes, () -> random.nextInt(1, 20_000));
    FrameReader reader = new FrameReader(in, LIMIT);
    try {
      for (Optional<ByteBuffer> body = reader.read(); body.isPresent(); body = reader.read()) {
        decode(body.get(), tally);
      }
    } catch (ProtocolException | EOFException _) {
      tally.brokenStreams++;
    }
    assertTrue(in.largestBufferBytes() <= 64 * 1024);
  }

  private static void decode(ByteBuffer body, Tally tally) {
    try {
      Message message =
          body.get(0) > 0 ? MessageCodec.decodeRequest(body) : MessageCodec.decodeResponse(body);
      assertEquals(body, ByteBuffer.wrap(Messages.encoded(message)));
      tally.accepted++;
    } catch (ProtocolException _) {
      tally.refused++;
    }
  }
}
