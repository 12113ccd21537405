package org.bolillero.server;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bolillero.tls.HandshakeTerms;
import org.bolillero.tls.TlsException;

/**
 * The handshakes that are going on: each has its time, and there is a limit on how many. Anybody
 * can begin one, and it takes memory and much of a processor. Thread-safe.
 *
 * <p>Above the limit a newcomer waits for a place, and those give way whose other ends have been
 * waited for the longest. Who is quick is never asked to: each end has {@link #UNDISTURBED} to
 * itself, and how long this machine takes does not count. So whoever says nothing, or drips, keeps
 * nobody out.
 *
 * <p>Only some of them compute at the same moment, so that there are processors for those who have
 * ended theirs.
 */
final class Handshakes {
  /**
   * How long an end may let others wait before it has to give way: enough for a slow line, and a
   * busy machine behind it.
   */
  static final Duration UNDISTURBED = Duration.ofMillis(500);

  private static final int ROOM_FOR_ALL = 1_000_000;

  private final int max;
  private final Duration limit;
  private final Platform platform;

  private final Semaphore places;
  private final Semaphore processors;
  private final Set<Place> taken = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * No handshakes yet.
   *
   * @param max how many may go on at the same moment
   * @param processors how many may compute at the same moment
   * @param limit how long one may take, the wait for a place included
   */
  Handshakes(int max, int processors, Duration limit, Platform platform) {
    this.max = max;
    this.limit = limit;
    this.platform = platform;
    this.places = new Semaphore(max, true);
    this.processors = new Semaphore(processors, true);
  }

  /** A handshake with one connection. */
  @FunctionalInterface
  interface Handshake {
    /**
     * Makes it.
     *
     * @param terms how much time it has, and when it may compute
     */
    void make(HandshakeTerms terms) throws IOException;
  }

  /** One that is going on. */
  private final class Place implements HandshakeTerms {
    private final long beganNanos = platform.nanoTime();
    private final long endNanos;
    private final Runnable cut;
    private volatile boolean givesWay;
    private volatile boolean isLate;

    // Guarded by this.
    private boolean waiting;
    private long waitingSinceNanos;
    private long waitedNanos;

    private Place(long endNanos, Runnable cut) {
      this.endNanos = endNanos;
      this.cut = cut;
    }

    @Override
    public long leftMillis() {
      return TimeUnit.NANOSECONDS.toMillis(endNanos - platform.nanoTime());
    }

    @Override
    public synchronized void waitsForPeer(boolean value) {
      long now = platform.nanoTime();
      waitedNanos += waiting ? now - waitingSinceNanos : 0;
      waitingSinceNanos = now;
      waiting = value;
    }

    /** How long its other end has been waited for, in all. */
    private synchronized long waitedNanos() {
      return waitedNanos + (waiting ? platform.nanoTime() - waitingSinceNanos : 0);
    }

    @Override
    public void compute(Runnable work) {
      processors.acquireUninterruptibly();
      try {
        work.run();
      } finally {
        processors.release();
      }
    }

    /** Cuts it if it has hung for longer than it may take. */
    private void cutIfLate() {
      if (platform.nanoTime() - beganNanos > limit.toNanos()) {
        isLate = true;
        cut.run();
      }
    }

    private void giveWay() {
      givesWay = true;
      cut.run();
    }
  }

  /**
   * Performs one.
   *
   * @param cut ends the connection without waiting; called by any thread
   * @throws TlsException if it fails, or there is no room for it in time
   */
  void perform(Handshake handshake, Runnable cut) throws IOException {
    long endNanos = platform.nanoTime() + limit.toNanos();
    takePlace();
    Place place = new Place(endNanos, cut);
    taken.add(place);
    try {
      requireRunning();
      handshake.make(place);
    } catch (IOException e) {
      requireRunning(); // Or it is no fault of the other end.
      throw reason(place, e);
    } finally {
      taken.remove(place);
      places.release();
    }
  }

  /** What is to be said of a handshake that has failed; not every failure says it by itself. */
  private static IOException reason(Place place, IOException failure) {
    if (failure instanceof EOFException) {
      return new TlsException(
          "expected a handshake of TLS, found the connection closed in the middle of it", failure);
    }
    if (place.givesWay) {
      return new TlsException(
          "the other end has let the handshake wait for more than %d ms, and others wait, too"
              .formatted(UNDISTURBED.toMillis()),
          failure);
    }
    return place.isLate && !(failure instanceof TlsException)
        ? new TlsException("expected a handshake of TLS in time, found it unfinished", failure)
        : failure;
  }

  private void takePlace() throws IOException {
    if (places.tryAcquire()) {
      return;
    }
    makeRoom(1);
    try {
      if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TlsException(
            "handshake-timeout: %d other handshakes are going on".formatted(max));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void requireRunning() throws IOException {
    if (stopped) {
      throw new IOException("the office is stopping");
    }
  }

  /** Lets as many as wait have a place, and ends those that have hung in a write for too long. */
  void timePassed() {
    taken.forEach(Place::cutIfLate);
    makeRoom(waiting());
  }

  /** How many wait for a place, about. */
  int waiting() {
    return places.getQueueLength();
  }

  /** Ends so many, or fewer if no more have had their time. */
  private void makeRoom(int wanted) {
    record Waited(Place place, long nanos) {}
    taken.stream()
        .filter(each -> !each.givesWay)
        .map(each -> new Waited(each, each.waitedNanos()))
        .filter(each -> each.nanos > UNDISTURBED.toNanos())
        .sorted((one, other) -> Long.compare(other.nanos, one.nanos))
        .limit(wanted)
        .forEach(each -> each.place.giveWay());
  }

  /** Ends all of them; none succeeds any more. */
  void stop() {
    stopped = true;
    taken.forEach(each -> each.cut.run());
    places.release(ROOM_FOR_ALL);
  }
}
