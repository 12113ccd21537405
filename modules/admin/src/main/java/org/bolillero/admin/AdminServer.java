package org.bolillero.admin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/**
 * The control interface of an office: HTTP on a port of its own. Thread-safe.
 *
 * <p>Lifecycle: listening → closed. There is no encryption, so whoever opens it gives it an address
 * of loopback.
 *
 * <pre>
 *  GET  /api/draws                       all draws, each in a few words
 *  GET  /api/draws/N                     one draw
 *  POST /api/draws                       opens one
 *  POST /api/draws/N/close               closes its sales
 *  POST /api/draws/N/excuse              waits for an agency no longer
 *  POST /api/draws/N/number              enters the winning number
 *  POST /api/draws/N/correct             holds it again with another number
 * </pre>
 */
public final class AdminServer implements AutoCloseable {
  /** How many files it has open at most, connections included. */
  public static final int OPEN_FILES_MAX = AdminLimits.CONNECTIONS_MAX + 8;

  /** How long a decision may take that has begun. */
  private static final Duration DECISIONS_MAX = Duration.ofSeconds(10);

  private final HttpServer server;
  private final ExecutorService threads;
  private final AdminToken token;
  private final AdminHandler handler;
  private final OfficeListener listener;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private AdminServer(
      HttpServer server,
      ExecutorService threads,
      AdminToken token,
      AdminHandler handler,
      OfficeListener listener) {
    this.server = server;
    this.threads = threads;
    this.token = token;
    this.handler = handler;
    this.listener = listener;
  }

  /**
   * Listens, and writes the token. When this returns, officials can decide.
   *
   * @param address where to listen, an address of loopback; port 0 stands for any free one
   * @param data the office's data folder, which the office has locked
   * @param draws what there is to decide on; it is used by many threads, until this is closed
   * @param listener hears what happens
   * @return the running server
   * @throws java.net.BindException if the port is not free
   * @throws IOException if the token cannot be written
   */
  public static AdminServer open(
      InetSocketAddress address, Path data, Draws draws, OfficeListener listener)
      throws IOException {
    AdminLimits.apply();
    // 1. Bind: until it is started, nobody is answered.
    HttpServer http = HttpServer.create(address, AdminLimits.BACKLOG);
    try {
      // 2. Write the token, before anybody can need it.
      AdminToken token = AdminToken.write(data);
      SameSite site = new SameSite(address.getHostString());
      AdminHandler handler = new AdminHandler(site, token, new DrawsApi(draws), listener);
      ExecutorService threads =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("admin-", 0).factory());
      http.createContext("/", handler);
      http.setExecutor(threads);
      // 3. Answer.
      http.start();
      AdminServer server = new AdminServer(http, threads, token, handler, listener);
      listener.on(new OfficeEvent.AdminListening(server.port()));
      return server;
    } catch (IOException | RuntimeException e) {
      http.stop(0);
      throw e;
    }
  }

  /** {@return the port that it listens on, also if any free one was asked for} */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Stops: takes no further requests, lets decisions that have begun become durable, and deletes
   * the token. Afterwards nobody uses the draws, unless that has taken too long. Idempotent.
   *
   * @param limit how long to wait for decisions
   */
  public void close(Duration limit) {
    if (isClosed.compareAndSet(false, true)) {
      boolean hasEnded = handler.close(limit);
      server.stop(0);
      // Nobody is interrupted: that would close the files that a draw has open.
      threads.shutdown();
      listener.on(new OfficeEvent.AdminClosed(hasEnded, deleteToken()));
    }
  }

  private Optional<IOException> deleteToken() {
    try {
      token.delete();
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
