package org.bolillero.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.admin.AdminSecurity;
import org.bolillero.admin.AdminServer;
import org.bolillero.office.DecisionException;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.storage.LogException;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsFileException;

/**
 * The central office: wires its parts, starts them, and closes them. Thread-safe.
 *
 * <p>Lifecycle: running → closed. While it runs it takes bets, lets officials decide, and holds
 * each draw as soon as it is due. {@link #awaitEnd} returns when it should be closed.
 */
public final class CentralOffice implements AutoCloseable {
  private final OfficeSettings settings;
  private final Draws draws;
  private final Sessions sessions;
  private final Acceptor acceptor;
  private final Optional<AdminServer> admin;
  private final OfficeClock time;
  private final Certificates certificates;
  private final OfficeListener listener;
  private final OfficeEnd end;

  private final AtomicBoolean closing = new AtomicBoolean();

  private CentralOffice(
      OfficeSettings settings,
      Draws draws,
      Sessions sessions,
      Acceptor acceptor,
      Optional<AdminServer> admin,
      OfficeClock time,
      Certificates certificates,
      OfficeListener listener,
      OfficeEnd end) {
    this.settings = settings;
    this.draws = draws;
    this.sessions = sessions;
    this.acceptor = acceptor;
    this.admin = admin;
    this.time = time;
    this.certificates = certificates;
    this.listener = listener;
    this.end = end;
  }

  /**
   * Opens an office: recovers its logs, resumes its draws where they were, and listens. When this
   * returns, agencies can connect.
   *
   * @param settings how to run it
   * @param clock tells when draws close, and today, the latest date of birth
   * @return the running office
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other settings
   * @throws TlsFileException if a certificate, a key or a revocation list cannot be used
   * @throws IOException if the port is not free
   */
  public static CentralOffice open(OfficeSettings settings, Clock clock)
      throws LogException, SettingsConflictException, TlsFileException, IOException {
    return open(settings, clock, new LogLines());
  }

  /** Opens an office that is watched by another listener than the log lines. */
  static CentralOffice open(OfficeSettings settings, Clock clock, OfficeListener watching)
      throws LogException, SettingsConflictException, TlsFileException, IOException {
    OfficeEnd end = new OfficeEnd(settings.lastDraw());
    Lookout lookout = Lookout.of(settings, clock);
    OfficeListener listener = lookout.besides(watching.and(end));
    Platform platform = Platform.of(clock, listener);
    Certificates certificates = Certificates.read(settings, clock, listener);
    LogPlace logs = awaitLead(settings, certificates, lookout, listener);
    Draws draws = openDraws(settings, logs, platform, clock, listener);
    try {
      logs.closeUnused();
      checkFit(draws, settings);
      OfficeLimits limits =
          OfficeLimits.of(
              settings,
              draws.openMax(settings.adminAddress().isPresent()),
              OfficeLimits.Room.ofThisProcess());
      Transport transport = certificates.transport(limits, settings.timeouts(), platform);
      Sessions sessions = new Sessions(draws, settings, limits, transport, platform, listener);
      Acceptor acceptor =
          Acceptor.bind(
              settings.listenAddress(), settings.listenBacklog(), sessions::begin, listener);
      limits.warnings().forEach(each -> listener.on(new OfficeEvent.SettingTooLarge(each)));
      return begin(
          settings, draws, sessions, acceptor, certificates, platform, lookout, listener, end);
    } catch (LogException | SettingsConflictException | IOException | RuntimeException e) {
      try (draws) {
        throw e;
      }
    }
  }

  /** Lets an office begin that has its port; gives the port back if it cannot. */
  private static CentralOffice begin(
      OfficeSettings settings,
      Draws draws,
      Sessions sessions,
      Acceptor acceptor,
      Certificates certificates,
      Platform platform,
      Lookout lookout,
      OfficeListener listener,
      OfficeEnd end)
      throws LogException, IOException {
    try {
      draws.resume();
      var security = new AdminSecurity(certificates.context(), () -> certificates.reload(sessions));
      Optional<AdminServer> admin =
          lookout.open(
              draws,
              security,
              new OfficeReadings(sessions, acceptor, certificates.context()),
              listener);
      OfficeClock time = OfficeClock.start(draws, platform, listener);
      sessions.start();
      acceptor.start();
      listener.on(new OfficeEvent.Listening(acceptor.port()));
      return new CentralOffice(
          settings, draws, sessions, acceptor, admin, time, certificates, listener, end);
    } catch (LogException | IOException | RuntimeException e) {
      try (acceptor) {
        throw e;
      }
    }
  }

  /** An office that shares its logs with others stands by until it leads. */
  private static LogPlace awaitLead(
      OfficeSettings settings, Certificates certificates, Lookout lookout, OfficeListener listener)
      throws LogException, AdminFailedException {
    LogPlace logs = LogPlace.open(settings, listener);
    try {
      if (settings.log().isShared()) {
        lookout.standBy(logs, certificates, listener);
      }
      return logs;
    } catch (LogException | AdminFailedException | RuntimeException e) {
      try (logs) {
        throw e;
      }
    }
  }

  private static Draws openDraws(
      OfficeSettings settings,
      LogPlace logs,
      Platform platform,
      Clock clock,
      OfficeListener listener)
      throws LogException, SettingsConflictException {
    return Draws.open(
        settings.data(),
        settings.terms(),
        logs,
        (terms, others) -> {
          try {
            settings.requireRoomFor(terms.agencies().size(), others);
          } catch (IllegalArgumentException e) {
            throw DecisionException.conflict(String.valueOf(e.getMessage()));
          }
        },
        new DrawEnvironment(
            platform.threads("draw"), Runtime.getRuntime().availableProcessors(), clock, listener));
  }

  /** A log keeps the size of its segments, even if the settings now allow larger entries. */
  private static void checkFit(Draws draws, OfficeSettings settings)
      throws SettingsConflictException {
    for (Draw each : draws.open()) {
      int needed = settings.payloadBytesMax(each.terms().agencies().size());
      if (each.payloadBytesMax() < needed) {
        throw new SettingsConflictException(
            "frame-bytes-max and agencies need entries of %d bytes, but the segments of the log hold at most %d"
                .formatted(needed, each.payloadBytesMax()));
      }
    }
  }

  /**
   * The port that officials decide over.
   *
   * @return the port, also if the settings asked for any free one; empty if there is none
   */
  public OptionalInt adminPort() {
    return admin.map(each -> OptionalInt.of(each.port())).orElse(OptionalInt.empty());
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
    end.await();
  }

  /**
   * Reads the certificates, the key, the CA's certificates and the revocation list again. They are
   * in force for new connections when this returns; open ones whose certificate is not good any
   * more by them are ended, with FORBIDDEN. A log line tells how it went. Any thread.
   *
   * @return what is in force now
   * @throws TlsFileException if a file cannot be used, or the office has no certificates; then
   *     nothing changes
   */
  public List<CertificateFact> reload() throws TlsFileException {
    return certificates.reload(sessions);
  }

  /**
   * Closes the office: stops listening, lets what was received be stored and acknowledged, tells
   * waiting agencies to come back, and closes every resource, each with a log line. What has not
   * ended within the shutdown timeout is cut off, and the log says so. Idempotent; returns when all
   * is closed. If the calling thread is interrupted, everything is cut off at once.
   *
   * @throws LogException if the log cannot be closed, or has failed, perhaps while closing: then
   *     not all that was received is stored, and none of the rest was acknowledged
   */
  @Override
  public void close() throws LogException {
    synchronized (closing) {
      if (closing.compareAndSet(false, true)) {
        closeAll();
      }
      end.checkLog();
    }
  }

  private void closeAll() throws LogException {
    HangUpException why =
        end.isFailure()
            ? new HangUpException(ErrorCode.UNAVAILABLE, "the office cannot go on")
            : new HangUpException(ErrorCode.SHUTTING_DOWN, "the office is stopping");
    end.endNow();
    long startNanos = System.nanoTime();
    Duration limit = settings.timeouts().shutdown();
    try (draws) {
      listener.on(new OfficeEvent.ListenerClosed(closeListener()));
      admin.ifPresent(each -> each.close(limit));
      sessions.stopAll(why, limit);
      time.close();
      boolean drawEnded = draws.awaitRest(limit.minusNanos(System.nanoTime() - startNanos));
      listener.on(new OfficeEvent.DrawsClosed(drawEnded));
    }
    listener.on(new OfficeEvent.LogClosed());
  }

  private Optional<IOException> closeListener() {
    try {
      acceptor.close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /** {@return the draws of the office, for those who decide on them} */
  public Draws draws() {
    return draws;
  }

  Sessions sessions() {
    return sessions;
  }
}
