package org.bolillero.server;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bolillero.tls.TlsException;

/**
 * The handshakes that are going on: each has its time, and there is a limit on how many. Anybody
 * can begin one, and it takes memory and much of a processor. Thread-safe.
 *
 * <p>Above the limit a newcomer waits for a place, and those that have had theirs the longest give
 * way. Who is quick is never asked to: each has {@link #UNDISTURBED} to itself. So whoever says
 * nothing, or drips, keeps nobody out.
 */
final class Handshakes {
  /** How long nobody has to give way: enough for a slow line, and a busy machine behind it. */
  static final Duration UNDISTURBED = Duration.ofMillis(500);

  private static final int ROOM_FOR_ALL = 1_000_000;

  private final int max;
  private final Duration limit;
  private final Platform platform;

  private final Semaphore places;
  private final Set<Place> taken = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * No handshakes yet.
   *
   * @param max how many may go on at the same moment
   * @param limit how long one may take, the wait for a place included
   */
  Handshakes(int max, Duration limit, Platform platform) {
    this.max = max;
    this.limit = limit;
    this.platform = platform;
    this.places = new Semaphore(max, true);
  }

  /** A handshake with one connection. */
  @FunctionalInterface
  interface Handshake {
    /**
     * Makes it.
     *
     * @param leftMillis how much time is left for all of it
     */
    void make(LongSupplier leftMillis) throws IOException;
  }

  /** One that is going on. */
  private final class Place {
    private final long beganNanos = platform.nanoTime();
    private final Runnable cut;
    private volatile boolean givesWay;

    private Place(Runnable cut) {
      this.cut = cut;
    }

    private boolean isOlderThan(Duration age) {
      return platform.nanoTime() - beganNanos > age.toNanos();
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
    Place place = new Place(cut);
    taken.add(place);
    try {
      requireRunning();
      handshake.make(() -> TimeUnit.NANOSECONDS.toMillis(endNanos - platform.nanoTime()));
    } catch (IOException e) {
      requireRunning(); // Or it is no fault of the other end.
      if (e instanceof EOFException) {
        throw new TlsException(
            "expected a handshake of TLS, found the connection closed in the middle of it", e);
      }
      throw place.givesWay
          ? new TlsException(
              "the handshake has taken longer than %d ms, and others wait"
                  .formatted(UNDISTURBED.toMillis()),
              e)
          : e;
    } finally {
      taken.remove(place);
      places.release();
    }
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
    for (Place each : taken) {
      if (each.isOlderThan(limit)) {
        each.cut.run();
      }
    }
    makeRoom(waiting());
  }

  /** How many wait for a place, about. */
  int waiting() {
    return places.getQueueLength();
  }

  /** Ends so many, or fewer if no more have had their time. */
  private void makeRoom(int wanted) {
    taken.stream()
        .filter(each -> !each.givesWay && each.isOlderThan(UNDISTURBED))
        .sorted((one, other) -> Long.signum(one.beganNanos - other.beganNanos))
        .limit(wanted)
        .forEach(Place::giveWay);
  }

  /** Ends all of them; none succeeds any more. */
  void stop() {
    stopped = true;
    taken.forEach(each -> each.cut.run());
    places.release(ROOM_FOR_ALL);
  }
}
