package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Both ends of a connection with TLS, in this process. */
final class Pair implements AutoCloseable {
  static final HandshakeTerms LONG_ENOUGH = () -> 60_000;

  final Loopback plain;
  final TlsStream office;
  final TlsStream client;

  private Pair(TlsContext office, TlsContext client, String host) throws IOException {
    plain = Loopback.open();
    this.office = office.accept(plain.office());
    this.client = client.connect(plain.client(), host, plain.client().getPort());
  }

  /** A connection before its handshake. */
  static Pair begin(TlsContext office, TlsContext client, String host) throws IOException {
    return new Pair(office, client, host);
  }

  /** A connection after its handshake. */
  static Pair open(TlsContext office, TlsContext client) throws Exception {
    Pair pair = begin(office, client, "localhost");
    Future<Void> other = pair.officeHandshake();
    pair.client.handshake(LONG_ENOUGH);
    other.get();
    return pair;
  }

  Future<Void> officeHandshake() {
    return inBackground(() -> {
      office.handshake(LONG_ENOUGH);
      return null;
    });
  }

  static <T> Future<T> inBackground(Callable<T> action) {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofVirtual().start(task);
    return task;
  }

  /** What it failed with. */
  static <E extends Exception> E failure(Class<E> kind, Future<?> action)
      throws InterruptedException {
    try {
      action.get();
      throw new AssertionError("it succeeded");
    } catch (ExecutionException e) {
      return assertInstanceOf(kind, e.getCause(), () -> "it was " + e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
