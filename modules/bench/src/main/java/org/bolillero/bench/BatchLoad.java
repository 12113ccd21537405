package org.bolillero.bench;

import static java.util.Objects.requireNonNull;

import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.api.list.primitive.MutableLongList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.eclipse.collections.impl.factory.primitive.LongLists;
import org.jspecify.annotations.Nullable;

/**
 * All bets of one agency as batches that were made before: some that come round again and again,
 * and at the end one with what is left. Immutable.
 *
 * <p>They are few, as with a real agency, which has a batch or two at hand. A virtual machine may
 * have to ask its host for memory that it has not used lately: sending 360 MB once from 360 MB took
 * six times as long as sending them from 1 MiB, and that would have been counted as the office's.
 */
final class BatchLoad {
  /** From how many bytes of batches on they come round. */
  private static final int ROUND_BYTES = 1024 * 1024;

  private final MutableList<BetBatch> round = Lists.mutable.empty();

  /** How many bets of a round there are up to the end of each batch. */
  private final MutableLongList roundThrough = LongLists.mutable.empty();

  /** How many bytes the frame of each batch has. */
  private final MutableIntList roundFrameBytes = IntLists.mutable.empty();

  private final int count;
  private final @Nullable BetBatch rest;
  private final Request.Finish finish;

  /**
   * Makes up and encodes bets.
   *
   * @param bets how many, at least 1
   * @param frameBytes the largest frame, which all but the last come close to
   */
  BatchLoad(long seed, long bets, int frameBytes) {
    BetSource source = new BetSource(seed, frameBytes - Protocol.BATCH_OVERHEAD_BYTES);
    long roundBets = 0;
    for (int bytes = 0; bytes < ROUND_BYTES && roundBets < bets; ) {
      BetBatch batch = source.next(bets - roundBets);
      roundBets += batch.count();
      round.add(batch);
      roundThrough.add(roundBets);
      roundFrameBytes.add(frameBytes(batch));
      bytes += roundFrameBytes.getLast();
    }
    BetStreamDigest digest = new BetStreamDigest();
    int whole = 0;
    long index = 0;
    BetBatch next = round.getFirst();
    while (index + next.count() <= bets) {
      digest.update(next);
      index += next.count();
      whole++;
      next = round.get(whole % round.size());
    }
    this.rest = index == bets ? null : source.next(bets - index);
    if (rest != null) {
      digest.update(rest);
    }
    this.count = rest == null ? whole : whole + 1;
    this.finish = new Request.Finish(bets, digest.value());
  }

  /** How many batches there are. */
  int count() {
    return count;
  }

  /** A batch as the request that delivers it. */
  Request.Batch request(int batch) {
    return new Request.Batch(betsThrough(batch - 1), bets(batch));
  }

  /** What the agency says behind the last batch. */
  Request.Finish finish() {
    return finish;
  }

  /** How many bets there are in the batches from one to before another. */
  long bets(int from, int to) {
    return betsThrough(to - 1) - betsThrough(from - 1);
  }

  /** How many bets there are up to the end of a batch. */
  long betsThrough(int batch) {
    if (batch < 0) {
      return 0;
    }
    if (batch == count - 1) {
      return finish.total();
    }
    return batch / round.size() * roundThrough.getLast() + roundThrough.get(batch % round.size());
  }

  /** How many bytes the frames of the batches from one to before another have together. */
  long bytes(int from, int to) {
    long bytes = 0;
    for (int batch = from; batch < to; batch++) {
      bytes += frameBytes(batch);
    }
    return bytes;
  }

  /**
   * How far one write can go: to a batch before which all frames are within a size together, at
   * least one.
   */
  int writeEnd(int from, int to, int bytesMax) {
    int end = from + 1;
    int bytes = frameBytes(from);
    while (end < to) {
      bytes += frameBytes(end);
      if (bytes > bytesMax) {
        break;
      }
      end++;
    }
    return end;
  }

  private BetBatch bets(int batch) {
    return isRest(batch) ? requireNonNull(rest) : round.get(batch % round.size());
  }

  private int frameBytes(int batch) {
    return isRest(batch)
        ? frameBytes(requireNonNull(rest))
        : roundFrameBytes.get(batch % round.size());
  }

  private boolean isRest(int batch) {
    return rest != null && batch == count - 1;
  }

  private static int frameBytes(BetBatch batch) {
    return Protocol.BATCH_OVERHEAD_BYTES + batch.bytes().remaining();
  }
}
