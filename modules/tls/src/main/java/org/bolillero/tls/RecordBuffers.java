package org.bolillero.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends buffers for a record each, so that a connection needs one only while a part of a record is
 * there. A few that are not lent are kept.
 *
 * <p>Any thread may use it.
 */
final class RecordBuffers {
  /** A record of TLS, and what the JDK wants to have besides. */
  static final int BYTES = 17 * 1024;

  private static final int KEPT_MAX = 64;

  private final BlockingQueue<ByteBuffer> kept = new ArrayBlockingQueue<>(KEPT_MAX);
  private final AtomicInteger lent = new AtomicInteger();

  /** An empty buffer with an array, to be given back. */
  ByteBuffer take() {
    ByteBuffer buffer = kept.poll();
    lent.incrementAndGet();
    return buffer == null ? ByteBuffer.allocate(BYTES) : buffer.clear();
  }

  void give(ByteBuffer buffer) {
    lent.decrementAndGet();
    kept.offer(buffer); // Where there are enough, it is garbage.
  }

  int lent() {
    return lent.get();
  }
}
