package org.bolillero.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.TlsException;

/**
 * Listens for connections of HTTP, and cuts those that take too long. Thread-safe.
 *
 * <p>Lifecycle: bound → running → closed. Each connection has a thread of its own.
 */
final class HttpListener {
  /** How long to wait after a failed accept: mostly the process has no file handle left. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket listening;
  private final AdminLimits limits;
  private final OfficeListener office;

  private final Semaphore places = new Semaphore(AdminLimits.CONNECTIONS_MAX);
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("admin-", 0).factory());

  /** Set by {@link #start}; owned by whoever starts and closes this. */
  private CompletableFuture<?> accepting = CompletableFuture.completedFuture(null);

  private HttpListener(ServerSocket listening, AdminLimits limits, OfficeListener office) {
    this.listening = listening;
    this.limits = limits;
    this.office = office;
  }

  /**
   * Binds to an address: connections wait until it is started.
   *
   * @throws java.net.BindException if the port is not free
   */
  static HttpListener bind(InetSocketAddress address, AdminLimits limits, OfficeListener office)
      throws IOException {
    ServerSocket listening = new ServerSocket();
    try {
      listening.setReuseAddress(true);
      listening.bind(address, AdminLimits.BACKLOG);
      return new HttpListener(listening, limits, office);
    } catch (IOException e) {
      try (listening) {
        throw e;
      }
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Answers from now on. */
  void start(Wire.Opener opener, HttpConnection.Handler handler) {
    accepting =
        CompletableFuture.runAsync(
            () -> acceptAll(opener, handler), Thread.ofVirtual().name("admin-acceptor")::start);
    Thread.ofVirtual().name("admin-watch").start(this::watchAll);
  }

  private void acceptAll(Wire.Opener opener, HttpConnection.Handler handler) {
    try {
      while (!listening.isClosed()) {
        acceptOne(opener, handler);
      }
    } catch (RuntimeException | Error e) {
      office.on(new OfficeEvent.OfficeFailed(e)); // Nobody could decide any more.
    }
  }

  private void acceptOne(Wire.Opener opener, HttpConnection.Handler handler) {
    try {
      Socket socket = listening.accept();
      Optional<Place> place = Place.in(places);
      if (place.isPresent()) {
        HttpConnection connection =
            new HttpConnection(socket, opener, handler, limits, place.get());
        connections.add(connection);
        threads.execute(() -> run(connection, place.get()));
      } else {
        socket.close();
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        office.on(new OfficeEvent.ConnectionNotAccepted(String.valueOf(e.getMessage())));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void run(HttpConnection connection, Place place) {
    try {
      connection.run();
    } catch (TlsException e) {
      String why = String.valueOf(e.getMessage());
      office.on(new OfficeEvent.ConnectionInsecure(connection.address(), why));
    } catch (IOException e) {
      office.on(new OfficeEvent.ConnectionBroken(connection.address(), e));
    } catch (RuntimeException e) {
      office.on(new OfficeEvent.ConnectionDefect(Thread.currentThread().getName(), e));
    } catch (Error e) {
      office.on(new OfficeEvent.OfficeFailed(e));
    } finally {
      connections.remove(connection);
      place.leave();
    }
  }

  private void watchAll() {
    try {
      while (!listening.isClosed()) {
        connections.stream().filter(HttpConnection::isOverdue).forEach(this::cut);
        LockSupport.parkNanos(limits.look().toNanos());
      }
    } catch (RuntimeException | Error e) {
      office.on(new OfficeEvent.OfficeFailed(e)); // Nobody would be cut any more.
    }
  }

  private void cut(HttpConnection connection) {
    try {
      connection.cut();
    } catch (IOException e) {
      office.on(new OfficeEvent.ConnectionBroken(connection.address(), e));
    }
  }

  /**
   * Stops listening, and cuts all connections. Their threads are not interrupted, and end by
   * themselves. Idempotent.
   */
  void close() throws IOException {
    listening.close();
    accepting.join(); // Whoever was accepted before is cut below.
    connections.forEach(this::cut);
    threads.shutdown();
  }
}
