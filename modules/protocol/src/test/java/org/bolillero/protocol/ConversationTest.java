package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

/** Messages through a writer and a reader, however the network cuts them. */
class ConversationTest {
  private static final int LIMIT = 8192;

  @Test
  void messagesArriveWhole() {
    Seed.run(random -> expectArrival(random, 500, 7000, () -> Integer.MAX_VALUE));
  }

  @Test
  void messagesArriveOneByteAtATime() {
    Seed.run(random -> expectArrival(random, 500, 2000, () -> 1));
  }

  @Test
  void messagesArriveInRandomPieces() {
    Seed.run(random -> {
      for (int piecesMax : new int[] {2, 10, 100, 1000, 10_000, 100_000}) {
        expectArrival(random, 500, 7000, () -> random.nextInt(1, piecesMax + 1));
      }
    });
  }

  @Test
  void whatArrivedTogetherIsTakenTogether() {
    Seed.run(random -> {
      List<Message> sent = messages(random, 2000, 300);
      byte[] bytes = written(random, sent);
      PiecesInput in = new PiecesInput(bytes, () -> random.nextInt(1, 4000));
      FrameReader reader = new FrameReader(in, LIMIT);
      List<Message> received = new ArrayList<>();
      while (reader.fill()) {
        List<ByteBuffer> bodies = new ArrayList<>();
        for (var body = reader.poll(); body.isPresent(); body = reader.poll()) {
          bodies.add(body.get());
        }
        for (ByteBuffer body : bodies) {
          // Compared as bytes, because a batch is only valid until the next fill.
          Message like = sent.get(received.size());
          assertEquals(like, Messages.decoded(like, body));
          received.add(like);
        }
      }
      assertEquals(sent.size(), received.size());
      assertFalse(reader.isWithinFrame());
    });
  }

  private static void expectArrival(RandomGenerator random, int count, int size, IntSupplier pieces)
      throws Exception {
    List<Message> sent = messages(random, count, size);
    FrameReader reader = new FrameReader(new PiecesInput(written(random, sent), pieces), LIMIT);
    for (Message message : sent) {
      assertEquals(message, Messages.decoded(message, reader.read().orElseThrow()));
    }
    assertEquals(Optional.empty(), reader.read());
  }

  private static List<Message> messages(RandomGenerator random, int count, int size) {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(Messages.any(random, random.nextInt(size)));
    }
    return messages;
  }

  /** What a writer makes of them that is flushed now and then. */
  private static byte[] written(RandomGenerator random, List<Message> messages) throws IOException {
    RecordingOutput out = new RecordingOutput();
    FrameWriter writer = new FrameWriter(out, LIMIT);
    for (Message message : messages) {
      writer.write(message);
      if (random.nextInt(10) == 0) {
        writer.flush();
      }
    }
    writer.flush();
    return out.bytes();
  }
}
