package org.bolillero.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bolillero.console.Reason;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** Listens on a port and hands each connection on, in a thread of its own, until it is closed. */
final class Acceptor implements AutoCloseable {
  /** How long to wait after a failed accept: mostly the process has no file handle left. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket listener;
  private final Consumer<Socket> onAccepted;
  private final OfficeListener office;

  /** Set by {@link #start}; owned by whoever starts and closes this. */
  private CompletableFuture<?> accepting = CompletableFuture.completedFuture(null);

  /** Whether its thread runs. */
  private volatile boolean isRunning;

  private Acceptor(ServerSocket listener, Consumer<Socket> onAccepted, OfficeListener office) {
    this.listener = listener;
    this.onAccepted = onAccepted;
    this.office = office;
  }

  /**
   * Binds to an address and a port; connections are accepted after {@link #start}.
   *
   * @param onAccepted takes a connection, and must not wait
   * @param office hears if no more can be accepted
   * @throws java.net.BindException if the port is not free
   */
  static Acceptor bind(
      InetSocketAddress address, int backlog, Consumer<Socket> onAccepted, OfficeListener office)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, backlog);
      return new Acceptor(listener, onAccepted, office);
    } catch (IOException e) {
      try (listener) {
        throw e;
      }
    }
  }

  /** Whether connections are accepted. Any thread. */
  boolean isAccepting() {
    return isRunning && !listener.isClosed();
  }

  int port() {
    return listener.getLocalPort();
  }

  void start() {
    isRunning = true;
    accepting =
        CompletableFuture.runAsync(this::acceptAll, Thread.ofPlatform().name("acceptor")::start);
  }

  private void acceptAll() {
    try {
      while (!listener.isClosed()) {
        acceptOne();
      }
    } catch (RuntimeException | Error e) {
      office.on(new OfficeEvent.OfficeFailed(e)); // An office that accepts nobody must end.
    } finally {
      isRunning = false;
    }
  }

  private void acceptOne() {
    try {
      onAccepted.accept(listener.accept());
    } catch (IOException e) {
      if (!listener.isClosed()) {
        office.on(new OfficeEvent.ConnectionNotAccepted(Reason.of(e)));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Stops listening; returns when no further connection will be handed on. */
  @Override
  public void close() throws IOException {
    listener.close();
    accepting.join();
  }
}
