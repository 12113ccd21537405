package org.bolillero.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.Reason;

/** Listens on a port and hands each connection on, in a thread of its own, until it is closed. */
final class Acceptor implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger(Acceptor.class);

  /**
   * How long to wait after a failed accept, which mostly means that the process has no file handle
   * left.
   */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket listener;
  private final Thread thread;

  private Acceptor(ServerSocket listener, Consumer<Socket> onAccepted) {
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("acceptor").unstarted(() -> acceptAll(onAccepted));
  }

  /**
   * Binds to a port; connections are accepted after {@link #start}.
   *
   * @throws java.net.BindException if the port cannot be had
   */
  static Acceptor bind(int port, int backlog, Consumer<Socket> onAccepted) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(port), backlog);
      return new Acceptor(listener, onAccepted);
    } catch (IOException e) {
      try (listener) {
        throw e;
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  void start() {
    thread.start();
  }

  private void acceptAll(Consumer<Socket> onAccepted) {
    while (!listener.isClosed()) {
      try {
        onAccepted.accept(listener.accept());
      } catch (IOException | RuntimeException e) {
        if (!listener.isClosed()) {
          LOGGER.warn("action: accept_connections | result: fail | motivo: {}", Reason.of(e));
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  /** Stops listening; returns when no further connection will be handed on. */
  @Override
  public void close() throws IOException {
    listener.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
