package org.bolillero.admin;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.watch.Watch;

/**
 * The control interface of an office: HTTP on a port of its own. Thread-safe.
 *
 * <p>Lifecycle: listening → closed. It knows officials by their certificates, or by the token that
 * it writes. Then nothing is encrypted, so whoever opens it gives it an address of loopback.
 *
 * <pre>
 *  GET  /                                the page, and its files
 *  GET  /api/watch                       what the page shows, as it changes
 *  GET  /api/draws                       all draws, each in a few words
 *  GET  /api/draws/N                     one draw
 *  POST /api/draws                       opens one
 *  POST /api/draws/N/close               closes its sales
 *  POST /api/draws/N/excuse              waits for an agency no longer
 *  POST /api/draws/N/number              enters the winning number
 *  POST /api/draws/N/correct             holds it again with another number
 *  POST /api/reload                      reads the certificates again
 *  GET  /metrics                         what Prometheus collects
 *  GET  /livez, /readyz                  whether the office lives, and can take bets
 * </pre>
 *
 * <p>HEAD is answered as GET, without a body.
 */
public final class AdminServer implements AutoCloseable {
  /** How many files it has open at most, connections included. */
  public static final int OPEN_FILES_MAX =
      AdminLimits.CONNECTIONS_MAX + AdminLimits.VIEWERS_MAX + 8;

  /** How long a decision may take that has begun. */
  private static final Duration DECISIONS_MAX = Duration.ofSeconds(10);

  /** How long viewers of the page may take to hear that this is the end. */
  private static final Duration FAREWELL_MAX = Duration.ofSeconds(1);

  private final HttpListener server;
  private final Access access;
  private final AdminHandler handler;
  private final DrawsInUse inUse;
  private final Broadcast broadcast;
  private final OfficeListener listener;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private AdminServer(
      HttpListener server,
      Access access,
      AdminHandler handler,
      DrawsInUse inUse,
      Broadcast broadcast,
      OfficeListener listener) {
    this.server = server;
    this.access = access;
    this.handler = handler;
    this.inUse = inUse;
    this.broadcast = broadcast;
    this.listener = listener;
  }

  /**
   * Listens, and writes the token if there are no certificates. When this returns, officials can
   * decide; only look if the token cannot be written, of which the listener hears.
   *
   * @param address where to listen, without certificates at an address of loopback; port 0 stands
   *     for any free one
   * @param data the office's data folder, which the office has locked
   * @param draws what there is to decide on; it is used by many threads, until this is closed
   * @param security how officials are known
   * @param watch what there is to see of the office
   * @param listener hears what happens
   * @return the running server
   * @throws java.net.BindException if the port is not free
   * @throws IOException if it cannot listen
   */
  public static AdminServer open(
      InetSocketAddress address,
      Path data,
      Draws draws,
      AdminSecurity security,
      Watch watch,
      OfficeListener listener)
      throws IOException {
    return open(address, data, draws, security, watch, listener, AdminLimits.USUAL);
  }

  static AdminServer open(
      InetSocketAddress address,
      Path data,
      Draws draws,
      AdminSecurity security,
      Watch watch,
      OfficeListener listener,
      AdminLimits limits)
      throws IOException {
    // 1. Bind: until it is started, nobody is answered.
    HttpListener http = HttpListener.bind(address, limits, listener);
    try {
      // 2. Write the token, before anybody can need it.
      Access access = security.access(data, listener);
      SameSite site = new SameSite(address.getHostString(), security.tls().isPresent());
      DrawsInUse inUse = new DrawsInUse();
      Broadcast broadcast =
          new Broadcast(
              () -> inUse.look(() -> PageState.of(watch.figures(), draws)),
              limits.pace(),
              why -> listener.on(failure(why)));
      AdminHandler handler =
          new AdminHandler(
              site,
              access,
              new DrawsApi(draws, () -> watch.figures().now().leader()),
              inUse,
              new ReloadApi(security.reload()),
              watch,
              broadcast,
              listener);
      // 3. Answer.
      broadcast.start();
      http.start(security.opener(), handler);
      AdminServer server = new AdminServer(http, access, handler, inUse, broadcast, listener);
      listener.on(new OfficeEvent.AdminListening(server.port()));
      return server;
    } catch (RuntimeException e) {
      closeAfter(e, http);
      throw e;
    }
  }

  /** An office goes on without its page, unless it cannot go on at all. */
  private static OfficeEvent failure(Throwable why) {
    return why instanceof RuntimeException defect
        ? new OfficeEvent.ConnectionDefect("admin-page", defect)
        : new OfficeEvent.OfficeFailed(why);
  }

  /** {@return the port that it listens on, also if any free one was asked for} */
  public int port() {
    return server.port();
  }

  /**
   * Stops: takes no further requests, lets decisions that have begun become durable, and deletes
   * the token. Afterwards nobody uses the draws, unless that has taken too long. Idempotent.
   *
   * @param limit how long to wait for decisions
   */
  public void close(Duration limit) {
    if (isClosed.compareAndSet(false, true)) {
      boolean hasEnded = inUse.close(limit);
      broadcast.close();
      handler.awaitViewers(FAREWELL_MAX);
      listener.on(new OfficeEvent.AdminClosed(hasEnded, closeAll()));
    }
  }

  private static void closeAfter(RuntimeException e, HttpListener http) {
    try {
      http.close();
    } catch (IOException suppressed) {
      e.addSuppressed(suppressed);
    }
  }

  private Optional<IOException> closeAll() {
    try (Closeable _ = access::close) {
      // Nobody is interrupted: that would close the files that a draw has open.
      server.close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /** Stops, with a few seconds for what has begun. */
  @Override
  public void close() {
    close(DECISIONS_MAX);
  }
}
