package org.bolillero.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.Reason;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * The central office: wires its parts, starts them, and closes them. Thread-safe.
 *
 * <p>Lifecycle: running → closed. While it runs it takes bets, and holds the draw when the last
 * expected agency has finished. {@link #awaitEnd} tells when it should be closed.
 */
public final class CentralOffice implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger(CentralOffice.class);

  private final OfficeSettings settings;
  private final Clock clock;
  private final DurableLog log;
  private final LogWatch watch;
  private final Books books;
  private final ReadinessBarrier barrier;
  private final DrawOutcome outcome = new DrawOutcome();
  private final Semaphore permits;
  private final Sessions sessions;
  private final Acceptor acceptor;
  private final DrawThread draw;

  /** Completed when the office has nothing more to do, or cannot go on. */
  private final CompletableFuture<Void> end;

  /** The agencies that have had their winners since the start. Guarded by itself. */
  private final MutableIntSet told = IntSets.mutable.empty();

  private final AtomicBoolean closing = new AtomicBoolean();

  private CentralOffice(
      OfficeSettings settings,
      Clock clock,
      DurableLog log,
      LogWatch watch,
      Books books,
      CompletableFuture<Void> end)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.watch = watch;
    this.books = books;
    this.end = end;
    this.barrier = new ReadinessBarrier(settings.agencies());
    this.permits = new Semaphore(settings.sessionsMax(), true);
    this.sessions = new Sessions(this, settings);
    this.draw = new DrawThread(new DrawCeremony(settings, log, books, outcome), end);
    this.acceptor = Acceptor.bind(settings.port(), settings.listenBacklog(), sessions::begin);
  }

  /**
   * Opens an office: recovers its log, resumes its draw where it was, and listens. When this
   * returns, agencies can connect.
   *
   * @param settings how to run it
   * @param clock tells today, the latest date of birth
   * @return the running office
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other settings
   * @throws IOException if the port cannot be had
   */
  public static CentralOffice open(OfficeSettings settings, Clock clock)
      throws LogException, SettingsConflictException, IOException {
    Books books = new Books();
    CompletableFuture<Void> end = new CompletableFuture<>();
    LogWatch watch = new LogWatch(end);
    LogSettings logSettings = LogSettings.of(settings.draw(), settings.segmentBytes());
    DurableLog log = DurableLog.open(settings.data(), logSettings, books::replay, watch);
    try {
      checkFits(log, settings);
      books.checkAgainst(settings);
      CentralOffice office = new CentralOffice(settings, clock, log, watch, books, end);
      office.start();
      return office;
    } catch (SettingsConflictException | IOException | RuntimeException e) {
      try (log) {
        throw e;
      }
    }
  }

  /** A log keeps the size of its segments, also when the settings allow larger entries by now. */
  private static void checkFits(DurableLog log, OfficeSettings settings)
      throws SettingsConflictException {
    if (log.payloadBytesMax() < settings.payloadBytesMax()) {
      throw new SettingsConflictException(
          "frame-bytes-max and agencies need entries of %d bytes, but the segments of the log hold at most %d"
              .formatted(settings.payloadBytesMax(), log.payloadBytesMax()));
    }
  }

  private void start() {
    boolean tripped = false;
    for (AgencyLedger.Standing each : books.standings().select(AgencyLedger.Standing::finished)) {
      tripped |= barrier.arrive(each.total().agency()).tripped();
    }
    if (tripped) {
      draw.start();
    }
    sessions.start();
    acceptor.start();
    LOGGER.info("action: accept_connections | result: in_progress | port: {}", acceptor.port());
  }

  /**
   * The port that the office listens on.
   *
   * @return the port, also if the settings asked for any free one
   */
  public int port() {
    return acceptor.port();
  }

  /**
   * Waits until the office should be closed: until every agency has had its winners, if it is to
   * exit then, or until it cannot go on.
   *
   * @throws LogException if the log has failed, or the draw cannot be held
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitEnd() throws LogException, InterruptedException {
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LogException failure) {
        throw new LogException(failure.kind(), failure.getMessage(), failure);
      }
      throw new IllegalStateException("the draw could not be held", e.getCause());
    }
  }

  /**
   * Closes the office: stops listening, lets what was received be stored and acknowledged, tells
   * waiting agencies to come back, and closes every resource, each with a log line. What has not
   * ended within the shutdown timeout is cut off, and the log says so. Idempotent; returns when all
   * is closed. If the calling thread is interrupted, everything is cut off at once.
   *
   * @throws LogException if the log cannot be closed, or has failed, perhaps on the way: then what
   *     was received has not all been stored, and nobody was told that it was
   */
  @Override
  public void close() throws LogException {
    synchronized (closing) {
      if (closing.compareAndSet(false, true)) {
        closeAll();
      }
      watch.check();
    }
  }

  private void closeAll() throws LogException {
    RefusedException why =
        end.isCompletedExceptionally()
            ? new RefusedException(ErrorCode.UNAVAILABLE, "the office cannot go on")
            : new RefusedException(ErrorCode.SHUTTING_DOWN, "the office is stopping");
    end.complete(null);
    long startNanos = System.nanoTime();
    Duration limit = settings.timeouts().shutdown();
    try (log) {
      closeListener();
      int cutOff = sessions.stopAll(why, limit);
      closed("sesiones", cutOff == 0 ? "success" : "fail | cortadas: " + cutOff);
      boolean drawEnded = draw.awaitEnd(limit.minusNanos(System.nanoTime() - startNanos));
      closed("sorteo", drawEnded ? "success" : "fail");
    }
    closed("registro", "success");
  }

  private void closeListener() {
    try {
      acceptor.close();
      closed("socket_escucha", "success");
    } catch (IOException e) {
      closed("socket_escucha", "fail | motivo: " + Reason.of(e));
    }
  }

  private static void closed(String resource, String result) {
    LOGGER.info("action: close | result: {} | recurso: {}", result, resource);
  }

  /** Notes that an agency has durably finished; the last one lets the draw begin. */
  ReadinessBarrier.Progress arrive(int agency) {
    ReadinessBarrier.Progress progress = barrier.arrive(agency);
    if (progress.tripped()) {
      draw.start();
    }
    return progress;
  }

  /** Notes that an agency has had its winners. */
  void told(int agency) {
    synchronized (told) {
      told.add(agency);
      if (settings.exitAfterDraw() && told.size() == settings.agencies().size()) {
        end.complete(null);
      }
    }
  }

  OfficeSettings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  DurableLog log() {
    return log;
  }

  Books books() {
    return books;
  }

  ReadinessBarrier barrier() {
    return barrier;
  }

  DrawOutcome outcome() {
    return outcome;
  }

  /** As many permits as requests may be handled at the same moment. */
  Semaphore permits() {
    return permits;
  }
}
