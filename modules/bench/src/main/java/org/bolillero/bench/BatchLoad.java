package org.bolillero.bench;

import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.list.primitive.MutableLongList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.LongLists;

/**
 * All bets of one agency as batches that were made before, some of which come round again and
 * again. Immutable.
 *
 * <p>Those are few, as with a real agency, which has a batch or two at hand. A virtual machine may
 * have to ask its host for memory that it has not used lately: sending 360 MB once from 360 MB took
 * six times as long as sending them from 1 MiB, and that would have been counted as the office's.
 */
final class BatchLoad {
  private final MutableList<BetBatch> batches = Lists.mutable.empty();

  /** How many bets there are up to the end of each batch. */
  private final MutableLongList through = LongLists.mutable.empty();

  /**
   * Makes up and encodes bets.
   *
   * @param bets how many
   * @param frameBytes the largest frame, which all but the last come close to
   * @param roundBytes as many bytes of batches differ, at least one frame
   */
  BatchLoad(long seed, long bets, int frameBytes, int roundBytes) {
    BetSource source = new BetSource(seed);
    int batchBytes = frameBytes - Protocol.BATCH_OVERHEAD_BYTES;
    int round = roundBytes / frameBytes;
    for (long left = bets; left > 0; left = bets - betsThrough(count() - 1)) {
      BetBatch next =
          count() < round ? source.batch(left, batchBytes) : batches.get(count() - round);
      // The last one has what is left.
      BetBatch batch = next.count() <= left ? next : source.batch(left, batchBytes);
      through.add(betsThrough(count() - 1) + batch.count());
      batches.add(batch);
    }
  }

  /** How many batches there are. */
  int count() {
    return batches.size();
  }

  /** The batch that begins after a part of all, 0 to 1; behind the last one for 1. */
  int batchAt(double part) {
    return (int) (count() * part);
  }

  /** A batch as the request that delivers it. */
  Request.Batch request(int batch) {
    return new Request.Batch(betsThrough(batch - 1), batches.get(batch));
  }

  /** What the agency says after the last batch. */
  Request.Finish finish() {
    BetStreamDigest digest = new BetStreamDigest();
    batches.forEach(digest::update);
    return new Request.Finish(betsThrough(count() - 1), digest.value());
  }

  /** How many bets there are up to the end of a batch. */
  long betsThrough(int batch) {
    return batch < 0 ? 0 : through.get(batch);
  }

  /** How many bets there are from one batch on. */
  long betsFrom(int batch) {
    return betsThrough(count() - 1) - betsThrough(batch - 1);
  }

  /** How many bytes the frames have together from one on. */
  long bytesFrom(int batch) {
    return batches
        .drop(batch)
        .sumOfInt(each -> Protocol.BATCH_OVERHEAD_BYTES + each.bytes().remaining());
  }
}
