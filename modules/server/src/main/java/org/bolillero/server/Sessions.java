package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open: each has a virtual thread, and there is a limit on how many.
 * Thread-safe.
 *
 * <p>A connection above the limit is told that the office is busy, so that the agency comes back
 * later. The courtesy has a limit of its own; who connects above that is dropped without a word.
 */
final class Sessions {
  private static final long WATCH_PERIOD_MILLIS = 500;

  /** How long sessions may take to notice that their connections are gone. */
  private static final Duration AFTER_CUT_MAX = Duration.ofSeconds(1);

  private final OfficeState office;
  private final OfficeLimits limits;
  private final ExecutorService threads;
  private final Semaphore connections;
  private final Semaphore farewells;

  /** By a number that is given when they begin. */
  private final ConcurrentMap<Long, Session> open = new ConcurrentHashMap<>();

  private final AtomicLong begun = new AtomicLong();
  private final Thread watch;

  /** Why no conversation may go on; set once, when the office stops. */
  private volatile @Nullable RefusedException stopped;

  Sessions(OfficeState office) {
    this.office = office;
    this.limits = office.limits();
    this.threads =
        Executors.newThreadPerTaskExecutor(office.machine().threads("session", office::died));
    this.connections = new Semaphore(limits.connections());
    this.farewells = new Semaphore(limits.farewells());
    this.watch = office.machine().threads("write-watch", office::died).newThread(this::watchWrites);
  }

  void start() {
    watch.start();
  }

  /** Begins a session with a connection that was accepted, if there is room. */
  void begin(Socket socket) {
    try {
      if (connections.tryAcquire()) {
        threads.execute(() -> converse(socket));
      } else if (farewells.tryAcquire()) {
        threads.execute(() -> turnAway(socket));
      } else {
        close(socket);
      }
    } catch (RejectedExecutionException _) {
      close(socket); // It came while the office was closing.
    }
  }

  private void converse(Socket socket) {
    try {
      Session session = new Session(office, socket);
      long number = begun.incrementAndGet();
      open.put(number, session);
      try {
        RefusedException why = stopped;
        if (why != null) {
          session.stop(why); // It began too late for stopAll to see it.
        }
        session.run();
      } finally {
        open.remove(number);
      }
    } catch (IOException e) {
      office.connectionLog().broken(AgencySocket.ip(socket), e);
      close(socket);
    } finally {
      connections.release();
    }
  }

  private void turnAway(Socket socket) {
    RefusedException busy =
        new RefusedException(
            ErrorCode.BUSY, "connections-max: " + limits.connections() + " are open already");
    try (AgencySocket agency = new AgencySocket(socket, office, () -> {})) {
      office.connectionLog().refused(agency.toString(), 0, busy);
      agency.sayLast(new Response.Failure(busy.code(), busy.getMessage()));
      agency.drain();
    } catch (IOException e) {
      office.connectionLog().broken(AgencySocket.ip(socket), e);
    } finally {
      farewells.release();
    }
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      office.connectionLog().broken(AgencySocket.ip(socket), e);
    }
  }

  /**
   * Cuts off agencies that do not take their answers: a write has no timeout of its own. Also keeps
   * the log of connections going.
   */
  private void watchWrites() {
    try {
      while (!threads.awaitTermination(WATCH_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = office.machine().nanoTime();
        open.values().forEach(session -> session.cutIfStuck(now));
        office.connectionLog().tick();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      office.fail(e); // Nobody interrupts it.
    }
  }

  /**
   * Ends all sessions: each handles what has arrived, and its agency is told why. After the limit,
   * or if this thread is interrupted, they are cut off.
   *
   * @return how many had to be cut off
   */
  int stopAll(RefusedException why, Duration limit) {
    threads.shutdown();
    stopped = why;
    open.values().forEach(session -> session.stop(why));
    int left = 0;
    if (!awaitEnd(limit)) {
      left = open.size();
      open.values().forEach(Session::cut);
      awaitEnd(AFTER_CUT_MAX);
    }
    office.connectionLog().flush();
    return left;
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
