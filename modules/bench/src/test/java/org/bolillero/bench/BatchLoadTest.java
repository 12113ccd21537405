package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLoadTest {
  private static final int FRAME_BYTES = Protocol.FRAME_BYTES_DEFAULT;
  private static final int ROUND_BYTES = 1024 * 1024;

  /** None, less than a batch, less than a round, and several rounds with what is left. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000, 100_001})
  void theBatchesHoldAllBetsInOrderAndTheRightDigest(long bets) {
    BatchLoad load = new BatchLoad(7, bets, FRAME_BYTES, ROUND_BYTES);
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
    assertEquals(bets, load.betsFrom(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {FRAME_BYTES, Protocol.FRAME_BYTES_LIMIT})
  void aBetHasAsManyBytesAsThoseOfRealAgencies(int frameBytes) {
    BatchLoad load = new BatchLoad(7, 200_000, frameBytes, ROUND_BYTES);
    assertEquals(36, (double) load.bytesFrom(0) / 200_000, 1);
  }
}
