package org.bolillero.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.Reason;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The central office: wires its parts, starts them, and closes them. Thread-safe.
 *
 * <p>Lifecycle: running → closed. While it runs it takes bets, and holds the draw when the last
 * expected agency has finished. {@link #awaitEnd} tells when it should be closed.
 */
public final class CentralOffice implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger(CentralOffice.class);

  private final OfficeState state;
  private final Sessions sessions;
  private final Acceptor acceptor;

  private final AtomicBoolean closing = new AtomicBoolean();

  private CentralOffice(OfficeSettings settings, OfficeState state) throws IOException {
    this.state = state;
    this.sessions = new Sessions(state);
    this.acceptor =
        Acceptor.bind(settings.listenAddress(), settings.listenBacklog(), sessions::begin, state);
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
    OfficeState state = OfficeState.recover(settings, Machine.real(settings, clock));
    try {
      logStanding(state);
      checkFits(state.journal(), settings);
      CentralOffice office = new CentralOffice(settings, state);
      office.start();
      return office;
    } catch (SettingsConflictException | IOException | RuntimeException e) {
      Journal journal = state.journal();
      try (journal) {
        throw e;
      }
    }
  }

  /** Who meant another folder sees it here. */
  private static void logStanding(OfficeState state) {
    ImmutableList<JournalEvent.AgencyTotal> totals = state.books().totals();
    LOGGER.info(
        "action: log | result: success | carpeta: {} | estado: {} | cantidad: {}",
        state.settings().data(),
        totals.isEmpty() ? "nuevo" : "existente",
        totals.sumOfLong(JournalEvent.AgencyTotal::bets));
  }

  /** A log keeps the size of its segments, also when the settings allow larger entries by now. */
  private static void checkFits(Journal journal, OfficeSettings settings)
      throws SettingsConflictException {
    if (journal.payloadBytesMax() < settings.payloadBytesMax()) {
      throw new SettingsConflictException(
          "frame-bytes-max and agencies need entries of %d bytes, but the segments of the log hold at most %d"
              .formatted(settings.payloadBytesMax(), journal.payloadBytesMax()));
    }
  }

  private void start() {
    for (String warning : state.limits().warnings()) {
      LOGGER.warn("action: config | result: in_progress | motivo: {}", warning);
    }
    state.resume();
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
      state.end().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LogException failure) {
        throw new LogException(failure.kind(), failure.getMessage(), failure);
      }
      throw new IllegalStateException("the office cannot go on", e.getCause());
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
      state.checkLog();
    }
  }

  private void closeAll() throws LogException {
    RefusedException why =
        state.end().isCompletedExceptionally()
            ? new RefusedException(ErrorCode.UNAVAILABLE, "the office cannot go on")
            : new RefusedException(ErrorCode.SHUTTING_DOWN, "the office is stopping");
    state.end().complete(null);
    long startNanos = System.nanoTime();
    Duration limit = state.settings().timeouts().shutdown();
    Journal journal = state.journal();
    try (journal) {
      closeListener();
      int cutOff = sessions.stopAll(why, limit);
      closed("sesiones", cutOff == 0 ? "success" : "fail | cortadas: " + cutOff);
      boolean drawEnded = state.awaitDrawEnd(limit.minusNanos(System.nanoTime() - startNanos));
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

  OfficeState state() {
    return state;
  }
}
