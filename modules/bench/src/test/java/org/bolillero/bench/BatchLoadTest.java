package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLoadTest {
  private static final int FRAME_BYTES = Protocol.FRAME_BYTES_DEFAULT;

  /** Less than a batch, less than a round, and several rounds with a batch that is not full. */
  @ParameterizedTest
  @ValueSource(longs = {1, 5_000, 100_001})
  void theBatchesHoldAllBetsInOrderAndTheRightDigest(long bets) {
    BatchLoad load = new BatchLoad(7, bets, FRAME_BYTES);
    BetStreamDigest digest = new BetStreamDigest();
    long index = 0;
    for (int i = 0; i < load.count(); i++) {
      Request.Batch batch = load.request(i);
      assertEquals(index, batch.firstIndex());
      assertEquals(Optional.empty(), batch.bets().firstProblem(LocalDate.of(2026, 1, 1)));
      digest.update(batch.bets());
      index += batch.bets().count();
      assertEquals(index, load.betsThrough(i));
    }
    assertEquals(bets, index);
    assertEquals(new Request.Finish(bets, digest.value()), load.finish());
    assertEquals(bets, load.bets(0, load.count()));
  }

  @ParameterizedTest
  @ValueSource(ints = {FRAME_BYTES, Protocol.FRAME_BYTES_LIMIT})
  void aBetHasAsManyBytesAsThoseOfRealAgencies(int frameBytes) {
    BatchLoad load = new BatchLoad(7, 200_000, frameBytes);
    assertEquals(36, (double) load.bytes(0, load.count()) / 200_000, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2 * FRAME_BYTES, Integer.MAX_VALUE})
  void aWriteTakesAsMuchAsItMayAndAtLeastOneBatch(int bytesMax) {
    BatchLoad load = new BatchLoad(7, 50_000, FRAME_BYTES);
    int count = load.count();
    for (int from = 0, to; from < count; from = to) {
      to = load.writeEnd(from, count, bytesMax);
      assertTrue(to == from + 1 || load.bytes(from, to) <= bytesMax);
      assertTrue(to == count || load.bytes(from, to + 1) > bytesMax);
    }
  }
}
