package org.bolillero.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.list.primitive.MutableLongList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.LongLists;

/**
 * All bets of one agency as BATCH frames in memory outside the heap, so that sending them costs the
 * sender no more than the system's own copy. Immutable.
 */
final class EncodedFrames {
  /** Frames lie in chunks, none across the end of one. */
  private static final int CHUNK_BYTES = 16 * 1024 * 1024;

  private final MutableList<ByteBuffer> chunks = Lists.mutable.empty();

  /** Where each frame starts, counted as if every chunk were full. */
  private final MutableLongList starts = LongLists.mutable.empty();

  private final MutableLongList sizes = LongLists.mutable.empty();

  /** How many bets there are up to the end of each frame. */
  private final MutableLongList betsThrough = LongLists.mutable.empty();

  private final Request.Finish finish;

  /**
   * Makes up and encodes bets.
   *
   * @param bets how many, at least 1
   * @param frameBytes the largest frame, which all but the last come close to
   */
  EncodedFrames(long seed, long bets, int frameBytes) {
    BetSource source = new BetSource(seed, frameBytes - Protocol.BATCH_OVERHEAD_BYTES);
    BetStreamDigest digest = new BetStreamDigest();
    // It flushes after every message, so the stream is given whole frames.
    FrameWriter writer = new FrameWriter(new FrameStream(), frameBytes, 1);
    long index = 0;
    try {
      while (index < bets) {
        BetBatch batch = source.next(bets - index);
        digest.update(batch);
        writer.write(new Request.Batch(index, batch));
        index += batch.count();
        betsThrough.add(index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.finish = new Request.Finish(bets, digest.value());
  }

  /** How many frames there are. */
  int count() {
    return starts.size();
  }

  /** How many bets there are in the frames from one to before another. */
  long bets(int from, int to) {
    return betsThrough(to - 1) - betsThrough(from - 1);
  }

  /** How many bytes the frames from one to before another have together. */
  long bytes(int from, int to) {
    long bytes = 0;
    for (int frame = from; frame < to; frame++) {
      bytes += sizes.get(frame);
    }
    return bytes;
  }

  /** How many bets there are up to the end of a frame. */
  long betsThrough(int frame) {
    return frame < 0 ? 0 : betsThrough.get(frame);
  }

  /** What the agency says behind the last frame. */
  Request.Finish finish() {
    return finish;
  }

  /** The frames from one to before another as they lie in memory; ask {@link #writeEnd} first. */
  ByteBuffer slice(int from, int to) {
    long start = starts.get(from);
    int offset = (int) (start % CHUNK_BYTES);
    int length = (int) (starts.get(to - 1) + sizes.get(to - 1) - start);
    return chunks.get((int) (start / CHUNK_BYTES)).slice(offset, length);
  }

  /**
   * How far one write can go: to a frame before which all lie side by side and are within a size,
   * at least one.
   */
  int writeEnd(int from, int to, int bytesMax) {
    long start = starts.get(from);
    int end = from + 1;
    while (end < to
        && starts.get(end) / CHUNK_BYTES == start / CHUNK_BYTES
        && starts.get(end) + sizes.get(end) - start <= bytesMax) {
      end++;
    }
    return end;
  }

  /** Notes where frames go. */
  private final class FrameStream extends OutputStream {
    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("frames are written whole");
    }

    @Override
    public void write(byte[] frame, int offset, int length) {
      if (chunks.isEmpty() || chunks.getLast().remaining() < length) {
        chunks.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
      }
      starts.add((chunks.size() - 1L) * CHUNK_BYTES + chunks.getLast().position());
      sizes.add(length);
      chunks.getLast().put(frame, offset, length);
    }
  }
}
