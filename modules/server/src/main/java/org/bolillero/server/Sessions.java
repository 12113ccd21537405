package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.office.DrawFinder;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open: each has a virtual thread, and there is a limit on how many.
 * Thread-safe.
 *
 * <p>A connection above the limit gets the answer BUSY, so that the agency comes back later. That
 * courtesy has a limit of its own, above which connections are dropped without a word.
 */
final class Sessions {
  private static final long WATCH_PERIOD_MILLIS = 500;

  /** How long sessions may take to notice that their connections are gone. */
  private static final Duration AFTER_CUT_MAX = Duration.ofSeconds(1);

  /** The state of a connection that has no session yet: with TLS, it is in its handshake. */
  private static final String OPENING = "opening";

  private final DrawFinder draws;
  private final OfficeSettings settings;
  private final OfficeLimits limits;
  private final Transport transport;
  private final Platform platform;
  private final OfficeListener listener;

  /** As many permits as requests may be handled at the same moment. */
  private final Semaphore permits;

  private final ReadMemory readMemory;
  private final Semaphore connections;
  private final Semaphore farewells;
  private final ExecutorService executor;

  /** By the order in which they began. */
  private final ConcurrentMap<Long, Session> open = new ConcurrentHashMap<>();

  private final AtomicLong begun = new AtomicLong();

  /** How often {@link #endThoseNotGood} was called. */
  private final AtomicLong checks = new AtomicLong();

  /** Why no conversation may go on; set once, when the office stops. */
  private volatile @Nullable HangUpException stopped;

  Sessions(
      DrawFinder draws,
      OfficeSettings settings,
      OfficeLimits limits,
      Transport transport,
      Platform platform,
      OfficeListener listener) {
    this.draws = draws;
    this.settings = settings;
    this.limits = limits;
    this.transport = transport;
    this.platform = platform;
    this.listener = listener;
    this.permits = new Semaphore(limits.sessions(), true);
    this.readMemory = new ReadMemory(limits.readBytes());
    this.connections = new Semaphore(limits.connections());
    this.farewells = new Semaphore(limits.farewells());
    this.executor = Executors.newThreadPerTaskExecutor(platform.threads("session"));
  }

  void start() {
    platform.threads("write-watch").newThread(this::watchWrites).start();
  }

  /** Begins a session with a connection that was accepted, if there is room. */
  void begin(Socket socket) {
    try {
      if (connections.tryAcquire()) {
        executor.execute(() -> converse(socket, connections));
      } else if (farewells.tryAcquire()) {
        executor.execute(() -> converse(socket, farewells));
      } else {
        drop(socket);
      }
    } catch (RejectedExecutionException _) {
      drop(socket); // It came while the office was closing.
    }
  }

  private void drop(Socket socket) {
    new PlainConnection(socket, listener).cut();
  }

  private void converse(Socket socket, Semaphore room) {
    try {
      converse(transport.over(socket), room);
    } finally {
      room.release();
    }
  }

  private void converse(Connection connection, Semaphore room) {
    try {
      long checksBefore = checks.get();
      Session session = session(connection);
      if (room.equals(farewells)) {
        session.hangUp(
            new HangUpException(
                ErrorCode.BUSY, "connections-max: " + limits.connections() + " are open already"));
      }
      long number = begun.incrementAndGet();
      open.put(number, session);
      try {
        HangUpException why = stopped;
        if (why != null) {
          session.hangUp(why); // It began too late for stopAll to see it.
        }
        if (checks.get() != checksBefore) {
          session.check(transport); // Or for endThoseNotGood.
        }
        session.run();
      } finally {
        open.remove(number);
      }
    } catch (IOException e) {
      connection.broken(e);
      connection.cut();
    }
  }

  private Session session(Connection connection) throws IOException {
    AgencySocket socket = new AgencySocket(connection, readMemory.claim(), settings, platform);
    Conversation conversation =
        new Conversation(draws, socket, settings.limits().frameBytesMax(), platform, listener);
    return new Session(socket, conversation, permits, platform.threads("farewell"), listener);
  }

  /**
   * Cuts off agencies that do not take their answers: a write has no timeout of its own. Also keeps
   * the listener going.
   */
  private void watchWrites() {
    try {
      while (!executor.awaitTermination(WATCH_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = platform.nanoTime();
        open.values().forEach(session -> session.cutIfStuck(now));
        transport.timePassed();
        listener.on(new OfficeEvent.TimePassed());
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      listener.on(new OfficeEvent.OfficeFailed(e)); // Nobody interrupts it.
    }
  }

  /**
   * Ends the sessions of those whose certificates are not good any more.
   *
   * @return how many
   */
  int endThoseNotGood() {
    checks.incrementAndGet();
    return (int) open.values().stream().filter(session -> !session.check(transport)).count();
  }

  /**
   * Ends all sessions: each handles what has arrived, and its agency gets the reason. After the
   * limit, or if this thread is interrupted, they are cut off.
   */
  void stopAll(HangUpException why, Duration limit) {
    executor.shutdown();
    stopped = why;
    transport.stop();
    open.values().forEach(session -> session.hangUp(why));
    int left = 0;
    if (!awaitEnd(limit)) {
      left = open.size();
      open.values().forEach(Session::cut);
      awaitEnd(AFTER_CUT_MAX);
    }
    listener.on(new OfficeEvent.SessionsClosed(left));
  }

  /** How many connections are in each state. */
  Map<String, Integer> states() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Session.State state : Session.State.values()) {
      counts.put(state.words(), 0);
    }
    int taken = limits.connections() - connections.availablePermits();
    int leaving = limits.farewells() - farewells.availablePermits();
    counts.put(OPENING, Math.max(0, taken + leaving - open.size()));
    open.values().forEach(session -> counts.merge(session.state().words(), 1, Integer::sum));
    return counts;
  }

  Semaphore permits() {
    return permits;
  }

  ReadMemory readMemory() {
    return readMemory;
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
