package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.junit.jupiter.api.Test;

class EncodedFramesTest {
  private static final long BETS = 50_000;

  @Test
  void theFramesHoldAllBetsInOrderAndTheRightDigest() throws Exception {
    EncodedFrames frames = new EncodedFrames(7, BETS, Protocol.FRAME_BYTES_DEFAULT);
    BetStreamDigest digest = new BetStreamDigest();
    long index = 0;
    for (int i = 0; i < frames.count(); i++) {
      Request.Batch batch = decode(frames.slice(i, i + 1));
      assertEquals(index, batch.firstIndex());
      assertEquals(Optional.empty(), batch.bets().firstProblem(LocalDate.of(2026, 1, 1)));
      digest.update(batch.bets());
      index += batch.bets().count();
      assertEquals(index, frames.betsThrough(i));
    }
    assertEquals(BETS, index);
    assertEquals(new Request.Finish(BETS, digest.value()), frames.finish());
    assertEquals(BETS, frames.bets(0, frames.count()));
  }

  @Test
  void aBetHasAsManyBytesAsThoseOfRealAgencies() {
    EncodedFrames frames = new EncodedFrames(7, BETS, Protocol.FRAME_BYTES_DEFAULT);
    assertEquals(36, (double) frames.bytes(0, frames.count()) / BETS, 1);
  }

  /** Frames of 1 MiB do not fill a chunk to its end, so a write must not go over it. */
  @Test
  void aWriteTakesWhatLiesSideBySide() {
    EncodedFrames frames = new EncodedFrames(7, 600_000, Protocol.FRAME_BYTES_LIMIT);
    int writes = 0;
    for (int from = 0; from < frames.count(); writes++) {
      int to = frames.writeEnd(from, frames.count(), Integer.MAX_VALUE);
      assertEquals(frames.bytes(from, to), frames.slice(from, to).remaining());
      from = to;
    }
    assertEquals(2, writes);
    assertEquals(1, frames.writeEnd(0, frames.count(), 1), "at least one frame");
  }

  private static Request.Batch decode(ByteBuffer frame) throws Exception {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(bytes), Protocol.FRAME_BYTES_DEFAULT);
    ByteBuffer body = reader.read().orElseThrow();
    assertTrue(reader.poll().isEmpty());
    return assertInstanceOf(Request.Batch.class, MessageCodec.decodeRequest(body));
  }
}
