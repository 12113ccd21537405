package org.bolillero.server;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.protocol.BufferMemory;
import org.bolillero.protocol.Protocol;

/**
 * The memory of all read buffers, and its limit. Thread-safe.
 *
 * <p>Each connection has {@link #BYTES_OF_EACH} of its own, which is enough for any agency to
 * deliver. What it needs beyond that, for a larger message, comes from a store that all share. When
 * the store is used up, a connection that needs memory gets it from those that make no progress: of
 * the connections whose peer is being waited for, the ones that have held memory the longest are
 * ended. So an agency that stalls in the middle of a large message keeps nobody waiting. Reading
 * ahead takes memory only from the first half of the store.
 */
final class ReadMemory {
  /** What a connection has in any case, in bytes. */
  static final int BYTES_OF_EACH = Protocol.FRAME_BYTES_DEFAULT;

  private final long bytesMax;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private long taken;
  private long leaving; // What is taken by connections that are being ended.
  private final Set<Claim> idle = new LinkedHashSet<>(); // Have some, and wait for their peers.

  /**
   * A store of which nothing is taken.
   *
   * @param bytesMax how much all connections may have beyond what each has; at least what the
   *     largest message needs
   */
  ReadMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** A connection that has nothing from the store yet. */
  Claim claim() {
    return new Claim();
  }

  /** How much is taken from the store. */
  long takenBytes() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** What one connection has. Everything is called by the connection's own thread. */
  final class Claim implements BufferMemory, AutoCloseable {
    private Runnable end = () -> {};

    // Guarded by lock.
    private int bytes;
    private boolean waiting;
    private boolean ended;

    private Claim() {}

    /**
     * Sets what ends the connection when its memory must go to others, before it takes any. Called
     * by the thread of another one; must not wait for that end.
     */
    void whenReclaimed(Runnable action) {
      end = action;
    }

    @Override
    public boolean tryTake(int more) {
      lock.lock();
      try {
        int needed = needed(more);
        boolean isPlenty = needed == 0 || taken + needed <= bytesMax / 2;
        if (isPlenty) {
          change(more, waiting);
        }
        return isPlenty;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void take(int more) throws IOException {
      lock.lock();
      try {
        int needed = needed(more);
        while (taken + needed > bytesMax && !ended) {
          boolean isEnoughLeaving = taken - leaving + needed <= bytesMax;
          if (isEnoughLeaving || !endLongest()) {
            changed.awaitUninterruptibly();
          }
        }
        if (ended) {
          throw new IOException("the memory of this connection is for others");
        }
        change(more, waiting);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void give(int less) {
      change(-less, waiting);
    }

    /**
     * Sets whether the office is waiting for the peer; while it is, this connection may be ended.
     */
    void waitsForPeer(boolean value) {
      change(0, value);
    }

    @Override
    public void close() {
      give(bytes);
    }

    /** How much of the store it takes to have so much more. */
    private int needed(int more) {
      return Math.max(0, bytes + more - BYTES_OF_EACH) - Math.max(0, bytes - BYTES_OF_EACH);
    }

    private void change(int more, boolean nowWaiting) {
      lock.lock();
      try {
        int difference = needed(more);
        bytes += more;
        taken += difference;
        leaving += ended ? difference : 0;
        waiting = nowWaiting;
        boolean isIdle = waiting && !ended && bytes > BYTES_OF_EACH;
        boolean isNewlyIdle = isIdle && idle.add(this);
        if (!isIdle) {
          idle.remove(this);
        }
        if (isNewlyIdle || difference < 0) {
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends another connection, the one that has been idle the longest; false if there is none. */
    private boolean endLongest() {
      for (Claim longest : idle) {
        if (longest != this) {
          longest.leave();
          return true;
        }
      }
      return false;
    }

    private void leave() {
      ended = true;
      leaving += bytes - BYTES_OF_EACH;
      idle.remove(this);
      changed.signalAll(); // It may be waiting for more itself.
      end.run();
    }
  }
}
