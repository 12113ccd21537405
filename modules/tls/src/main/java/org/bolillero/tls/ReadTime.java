package org.bolillero.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * Spreads the read timeout of a socket over all its reads for one purpose, so that a peer that
 * sends a byte now and then does not make it longer.
 */
final class ReadTime {
  private final Socket socket;
  private final int timeoutMillis;
  private final long startNanos = System.nanoTime();
  private boolean hasRead;
  private boolean hasChanged;

  ReadTime(Socket socket) throws IOException {
    this.socket = socket;
    this.timeoutMillis = socket.getSoTimeout();
  }

  /** To be called before each read. */
  void beforeRead() throws IOException {
    if (hasRead && timeoutMillis > 0) {
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (passed >= timeoutMillis) {
        throw new SocketTimeoutException("expected data within " + timeoutMillis + " ms");
      }
      hasChanged = true;
      socket.setSoTimeout(Math.toIntExact(timeoutMillis - passed));
    }
    hasRead = true;
  }

  /** Sets the timeout as it was. */
  void end() throws IOException {
    if (hasChanged && !socket.isClosed()) {
      socket.setSoTimeout(timeoutMillis);
    }
  }
}
