package org.bolillero.server;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.protocol.BufferMemory;
import org.bolillero.protocol.Protocol;

/**
 * The memory of all read buffers, and its limit. Thread-safe.
 *
 * <p>Each connection has {@link #BYTES_OF_EACH} for itself, enough for any agency to deliver. What
 * it needs beyond that, for a larger message, comes from a store that all share. When the store is
 * empty, a connection that needs memory gets that of others who make no progress: of the
 * connections whose peer is being waited for, those that have kept theirs the longest are ended. So
 * an agency that stalls with a large message cannot keep anybody waiting. Reading ahead is only for
 * memory that is plentiful.
 */
final class ReadMemory {
  /** What a connection has in any case, in bytes. */
  static final int BYTES_OF_EACH = Protocol.FRAME_BYTES_DEFAULT;

  private final long bytesMax;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private long taken;
  private long leaving; // Taken by connections that are being ended.
  private final Set<Claim> idle = new LinkedHashSet<>(); // Keep memory, and wait for their peers.

  /**
   * A store that is full.
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

  /** What one connection has. All is called by its own thread. */
  final class Claim implements BufferMemory, AutoCloseable {
    // Guarded by lock.
    private Runnable end = () -> {};
    private int bytes;
    private boolean waiting;
    private boolean ended;

    private Claim() {}

    /**
     * Sets what ends the connection when its memory must go to others. Called by any thread; must
     * not wait for that end.
     */
    void whenReclaimed(Runnable action) {
      lock.lock();
      try {
        end = action;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean tryTake(int more) {
      lock.lock();
      try {
        // Half of the store is for those who need it.
        boolean isPlenty = taken + shared(bytes + more) - shared(bytes) <= bytesMax / 2;
        if (isPlenty || shared(bytes + more) == 0) {
          change(more);
          return true;
        }
        return false;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void take(int more) throws IOException {
      lock.lock();
      try {
        int needed = shared(bytes + more) - shared(bytes);
        while (taken + needed > bytesMax && !ended) {
          Optional<Claim> longest =
              taken - leaving + needed > bytesMax ? longest() : Optional.empty();
          if (longest.isPresent()) {
            longest.get().leave();
          } else {
            changed.awaitUninterruptibly();
          }
        }
        if (ended) {
          throw new IOException("the memory of this connection is for others");
        }
        change(more);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void give(int less) {
      lock.lock();
      try {
        change(-less);
      } finally {
        lock.unlock();
      }
    }

    /**
     * Sets whether the office is waiting for the peer; while it is, this connection may be ended.
     */
    void waitsForPeer(boolean value) {
      lock.lock();
      try {
        waiting = value;
        change(0);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      give(bytes);
    }

    private void change(int more) {
      int difference = shared(bytes + more) - shared(bytes);
      bytes += more;
      taken += difference;
      leaving += ended ? difference : 0;
      if (waiting && !ended && shared(bytes) > 0) {
        if (idle.add(this)) {
          changed.signalAll();
        }
      } else {
        idle.remove(this);
      }
      if (difference < 0) {
        changed.signalAll();
      }
    }

    private Optional<Claim> longest() {
      return idle.stream().filter(each -> each != this).findFirst();
    }

    /** Must be called with the lock held, by another connection's thread. */
    private void leave() {
      ended = true;
      leaving += shared(bytes);
      idle.remove(this);
      changed.signalAll(); // It may be waiting for more itself.
      end.run();
    }
  }

  private static int shared(int bytes) {
    return Math.max(0, bytes - BYTES_OF_EACH);
  }
}
