package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.storage.LogEntry;
import org.junit.jupiter.api.Test;

/**
 * What a batch costs on its way from the connection to the log, counted: it must not grow
 * unnoticed. How long it takes is no test's business.
 */
class IntakeCostTest {
  private static final int BATCHES = 2_000;

  /** The views, the records and the optional that a batch is handled with. */
  private static final int OBJECT_BYTES_A_BATCH_MAX = 1_500;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aBatchCostsAFewObjectsAndABetNone() throws Exception {
    long ofOne = objectBytesABatch(TestBets.losing(1, 0, 1));
    long ofMany = objectBytesABatch(TestBets.losing(1, 0, 200));
    assertTrue(ofOne <= OBJECT_BYTES_A_BATCH_MAX, () -> ofOne + " bytes a batch of one bet");
    assertTrue(ofMany <= ofOne + 200, () -> ofMany + " bytes a batch of 200, " + ofOne + " of one");
  }

  /** The least of some rounds, because in the first ones classes are loaded, too. */
  private long objectBytesABatch(BetBatch batch) throws Exception {
    byte[] frames = frames(batch);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      handle(frames, batch);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / BATCHES;
  }

  private static byte[] frames(BetBatch batch) throws Exception {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(sent, Protocol.FRAME_BYTES_DEFAULT);
    for (int i = 0; i < BATCHES; i++) {
      writer.write(new Request.Batch((long) i * batch.count(), batch));
    }
    writer.flush();
    return sent.toByteArray();
  }

  /** Takes each batch, checks it, sums it up and makes the entry of it, which shares its bytes. */
  private static void handle(byte[] frames, BetBatch sent) throws Exception {
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(frames), Protocol.FRAME_BYTES_DEFAULT);
    BetStreamDigest digest = new BetStreamDigest();
    int batches = 0;
    Optional<ByteBuffer> frame = reader.read();
    while (frame.isPresent()) {
      Request.Batch request = (Request.Batch) MessageCodec.decodeRequest(frame.get());
      assertTrue(request.bets().firstProblem(OfficeSetup.TODAY).isEmpty());
      digest.update(request.bets());
      LogEntry entry = DrawEventCodec.toEntry(new DrawEvent.Bets(1, request.bets()));
      if (batches == 0) {
        assertEquals(sent.bytes(), entry.payload());
        assertEquals(frame.get().array(), entry.payload().array(), "one array from wire to log");
      }
      batches++;
      frame = reader.read();
    }
    assertEquals(BATCHES, batches);
  }
}
