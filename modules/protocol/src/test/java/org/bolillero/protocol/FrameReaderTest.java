package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int LIMIT = 8192;
  private static final int START_BYTES = 512;
  private static final int READ_AHEAD_BYTES = 64 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {0, LIMIT - 3, LIMIT, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void aLengthOutsideTheLimitIsRefusedBeforeAnythingIsTakenForIt(int length) {
    byte[] announced = Arrays.copyOf(ByteBuffer.allocate(4).putInt(length).array(), 100_000);
    PiecesInput in = new PiecesInput(announced, () -> 4);
    FrameReader reader = new FrameReader(in, LIMIT);
    ProtocolException refused = assertThrows(ProtocolException.class, reader::read);
    assertEquals(
        "frame length: expected 1 to 8188, found " + Integer.toUnsignedString(length),
        refused.getMessage());
    assertThrows(ProtocolException.class, reader::poll);
    assertThrows(ProtocolException.class, reader::fill);
    assertEquals(1, in.reads());
    assertEquals(START_BYTES, in.largestBufferBytes());
  }

  @Test
  void aFrameMayFillTheLimit() throws Exception {
    byte[] body = body(LIMIT - 4, 1);
    FrameReader reader = new FrameReader(PiecesInput.whole(frames(body)), LIMIT);
    assertEquals(Optional.of(ByteBuffer.wrap(body)), reader.read());
    assertEquals(Optional.empty(), reader.read());
  }

  @Test
  void aLargerFrameIsTakenOnceTheLimitIsRaised() throws Exception {
    byte[] large = body(1024 * 1024 - 4, 2);
    PiecesInput in = PiecesInput.whole(frames(body(10, 1), large));
    FrameReader reader = new FrameReader(in, LIMIT);
    assertEquals(Optional.of(ByteBuffer.wrap(body(10, 1))), reader.read());
    assertThrows(ProtocolException.class, reader::poll);
    reader.frameBytesMax(1024 * 1024);
    assertEquals(Optional.of(ByteBuffer.wrap(large)), reader.read());
    assertEquals(1024 * 1024, in.largestBufferBytes());
  }

  @Test
  void framesThatWereHandedOutStayValidUntilTheNextFill() throws Exception {
    byte[][] bodies = {body(100, 1), body(1, 2), body(200, 3), body(150, 4)};
    PiecesInput in = PiecesInput.whole(frames(bodies));
    FrameReader reader = new FrameReader(in, LIMIT);
    assertTrue(reader.fill());
    List<ByteBuffer> handedOut = new ArrayList<>();
    for (var body = reader.poll(); body.isPresent(); body = reader.poll()) {
      handedOut.add(body.get());
    }
    reader.release();
    assertEquals(1, in.reads());
    assertEquals(Arrays.stream(bodies).map(ByteBuffer::wrap).toList(), handedOut);
  }

  @Test
  void theBufferGrowsWhileThePeerKeepsItFull() throws Exception {
    byte[] body = body(60, 1);
    byte[][] bodies = new byte[10_000][];
    Arrays.fill(bodies, body);
    PiecesInput in = PiecesInput.whole(frames(bodies));
    FrameReader reader = new FrameReader(in, LIMIT);
    for (int i = 0; i < bodies.length; i++) {
      assertEquals(Optional.of(ByteBuffer.wrap(body)), reader.read());
    }
    assertEquals(READ_AHEAD_BYTES, in.largestBufferBytes());
    assertTrue(in.reads() < 20, () -> in.reads() + " reads of 640 kB");
  }

  @Test
  void whatHasArrivedIsReadAsFarAsItMayBeReadAhead() throws Exception {
    byte[] body = body(60, 1);
    byte[][] bodies = new byte[10_000][];
    Arrays.fill(bodies, body);
    FrameReader reader = new FrameReader(new ByteArrayInputStream(frames(bodies)), LIMIT);
    assertTrue(reader.fill());
    reader.fillWithArrived();
    int arrived = 0;
    while (reader.poll().isPresent()) {
      arrived++;
    }
    assertEquals(READ_AHEAD_BYTES / 64, arrived);
  }

  @Test
  void whatHasArrivedIsReadAsFarAsThereIsMemory() throws Exception {
    BufferMemory none =
        new BufferMemory() {
          @Override
          public boolean tryTake(int more) {
            return false;
          }

          @Override
          public void take(int more) {}

          @Override
          public void give(int less) {}
        };
    byte[] frames = frames(body(60, 1), body(60, 2), new byte[1_000]);
    FrameReader reader = new FrameReader(new ByteArrayInputStream(frames), LIMIT, none);
    assertTrue(reader.fill());
    reader.fillWithArrived();
    assertTrue(reader.poll().isPresent());
  }

  @Test
  void theBufferStaysSmallForAPeerThatSaysLittle() throws Exception {
    byte[] body = body(60, 1);
    byte[][] bodies = new byte[10_000][];
    Arrays.fill(bodies, body);
    PiecesInput in = new PiecesInput(frames(bodies), () -> 64);
    FrameReader reader = new FrameReader(in, LIMIT);
    for (int i = 0; i < bodies.length; i++) {
      assertEquals(Optional.of(ByteBuffer.wrap(body)), reader.read());
    }
    assertEquals(START_BYTES, in.largestBufferBytes());
  }

  @Test
  void withoutReadingAheadTheBufferGrowsForALargeFrameOnly() throws Exception {
    byte[] small = body(60, 1);
    byte[][] many = new byte[1_000][];
    Arrays.fill(many, small);
    PiecesInput in = PiecesInput.whole(frames(many));
    FrameReader reader = new FrameReader(in, LIMIT);
    reader.readAheadBytes(0);
    for (int i = 0; i < many.length; i++) {
      assertEquals(Optional.of(ByteBuffer.wrap(small)), reader.read());
    }
    assertEquals(START_BYTES, in.largestBufferBytes());
    byte[] large = body(LIMIT - 4, 2);
    PiecesInput mixed = PiecesInput.whole(frames(small, large, small));
    reader = new FrameReader(mixed, LIMIT);
    reader.readAheadBytes(0);
    for (byte[] each : List.of(small, large, small)) {
      assertEquals(Optional.of(ByteBuffer.wrap(each)), reader.read());
    }
    assertEquals(LIMIT, mixed.largestBufferBytes());
  }

  @Test
  void anAnnouncedLengthTakesNoMemoryBeforeItsBytesCome() throws Exception {
    byte[] frame = frames(body(1024 * 1024 - 4, 1));
    PiecesInput in = PiecesInput.whole(Arrays.copyOf(frame, 400));
    FrameReader reader = new FrameReader(in, 1024 * 1024);
    assertThrows(EOFException.class, reader::read);
    assertEquals(START_BYTES, in.largestBufferBytes());
  }

  @Test
  void aReleasedBufferIsSmallAgain() throws Exception {
    byte[] body = body(5000, 1);
    PiecesInput busy = PiecesInput.whole(frames(body));
    PiecesInput idle = PiecesInput.whole(frames(body(100, 2)));
    FrameReader reader = new FrameReader(new SequenceInputStream(busy, idle), LIMIT);
    assertEquals(Optional.of(ByteBuffer.wrap(body)), reader.read());
    assertTrue(busy.largestBufferBytes() > body.length);
    reader.release();
    assertEquals(Optional.of(ByteBuffer.wrap(body(100, 2))), reader.read());
    assertEquals(START_BYTES, idle.largestBufferBytes());
  }

  @Test
  void aReleaseWithinAFrameLosesNothing() throws Exception {
    byte[] body = body(3000, 1);
    PiecesInput in = new PiecesInput(frames(body), () -> 700);
    FrameReader reader = new FrameReader(in, LIMIT);
    Optional<ByteBuffer> frame = reader.poll();
    while (frame.isEmpty()) {
      reader.release();
      assertTrue(reader.fill());
      frame = reader.poll();
    }
    assertEquals(ByteBuffer.wrap(body), frame.get());
    assertTrue(in.reads() > 4);
  }

  @Test
  void theLargestFrameMayComeByteByByte() throws Exception {
    byte[] body = body(Protocol.FRAME_BYTES_LIMIT - 4, 1);
    FrameReader reader =
        new FrameReader(PiecesInput.oneByOne(frames(body)), Protocol.FRAME_BYTES_LIMIT);
    assertEquals(Optional.of(ByteBuffer.wrap(body)), reader.read());
  }

  @Test
  void theEndIsAnEndBetweenFramesAndAnErrorWithinOne() throws Exception {
    byte[] frame = frames(body(20, 1));
    for (int length = 0; length <= 2 * frame.length; length++) {
      byte[] sent = Arrays.copyOf(frames(body(20, 1), body(20, 1)), length);
      FrameReader reader = new FrameReader(PiecesInput.oneByOne(sent), LIMIT);
      for (int whole = 0; whole < length / frame.length; whole++) {
        assertEquals(Optional.of(ByteBuffer.wrap(body(20, 1))), reader.read());
      }
      boolean within = length % frame.length > 0;
      if (within) {
        assertThrows(EOFException.class, reader::read);
      } else {
        assertEquals(Optional.empty(), reader.read());
      }
      assertEquals(within, reader.isWithinFrame());
      assertFalse(reader.fill());
    }
  }

  @Test
  void framesBeforeABadOneAreStillHandedOut() throws Exception {
    byte[] sent = Arrays.copyOf(frames(body(20, 1), body(30, 2)), 200);
    FrameReader reader = new FrameReader(PiecesInput.whole(sent), LIMIT);
    assertEquals(Optional.of(ByteBuffer.wrap(body(20, 1))), reader.read());
    assertEquals(Optional.of(ByteBuffer.wrap(body(30, 2))), reader.read());
    assertThrows(ProtocolException.class, reader::read);
  }

  @Test
  void aReadThatFailedCanBeTriedAgain() throws Exception {
    int[] turn = {0};
    PiecesInput in = new PiecesInput(frames(body(20, 1)), () -> turn[0]++ % 2);
    FrameReader reader = new FrameReader(in, LIMIT);
    for (int timeouts = 0; timeouts < 24; timeouts++) {
      assertEquals(timeouts > 0, reader.isWithinFrame());
      assertThrows(SocketTimeoutException.class, reader::read);
      if (timeouts < 23) {
        assertTrue(reader.fill());
      }
    }
    assertEquals(Optional.of(ByteBuffer.wrap(body(20, 1))), reader.read());
  }

  private static byte[] body(int length, int seed) {
    return Messages.bytes(new SplittableRandom(seed), length).array();
  }

  private static byte[] frames(byte[]... bodies) {
    var frames = new ByteArrayOutputStream();
    for (byte[] body : bodies) {
      frames.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
      frames.writeBytes(body);
    }
    return frames.toByteArray();
  }
}
