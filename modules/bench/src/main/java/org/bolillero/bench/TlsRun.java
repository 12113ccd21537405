package org.bolillero.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsStream;

/**
 * Connections with TLS whose both ends are in this process.
 *
 * @param office what the accepting end shows
 * @param client what the connecting end shows
 */
record TlsRun(TlsContext office, TlsContext client) {
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final long HANDSHAKE_MILLIS = 60_000;

  /** Makes one connection after another for a moment. */
  double handshakesEachSecond() throws IOException, InterruptedException {
    return measure(
        server -> {
          long count = 0;
          while (true) {
            try (Socket plain = server.accept()) {
              plain.setTcpNoDelay(true);
              if (plain.getInputStream().read() == 0) {
                return count;
              }
              TlsStream stream = office.accept(plain);
              stream.handshake(() -> HANDSHAKE_MILLIS);
              stream.out().write(1);
              count++;
            }
          }
        },
        (server, endNanos) -> {
          while (System.nanoTime() < endNanos) {
            try (Socket plain = connect(server)) {
              plain.getOutputStream().write(1);
              TlsStream stream = client.connect(plain, "localhost", server.getLocalPort());
              stream.handshake(() -> HANDSHAKE_MILLIS);
              stream.in().read();
            }
          }
          try (Socket last = connect(server)) {
            last.getOutputStream().write(0);
          }
        });
  }

  /** Sends for a moment, so many bytes at once. */
  double megabytesEachSecond(int writeBytes) throws IOException, InterruptedException {
    return measure(
            server -> {
              try (Socket plain = server.accept()) {
                TlsStream stream = office.accept(plain);
                stream.handshake(() -> HANDSHAKE_MILLIS);
                plain.setSoTimeout(0);
                return readAll(stream.in());
              }
            },
            (server, endNanos) -> {
              try (Socket plain = connect(server)) {
                TlsStream stream = client.connect(plain, "localhost", server.getLocalPort());
                stream.handshake(() -> HANDSHAKE_MILLIS);
                byte[] bytes = new byte[writeBytes];
                while (System.nanoTime() < endNanos) {
                  stream.out().write(bytes);
                }
                stream.endOutput();
                readAll(stream.in()); // Closing with bytes unread would be a reset.
              }
            })
        / 1e6;
  }

  private interface Accepting {
    long countAll(ServerSocket server) throws IOException;
  }

  private interface Connecting {
    void until(ServerSocket server, long endNanos) throws IOException;
  }

  private static double measure(Accepting accepting, Connecting connecting)
      throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Callable<Long> counting = () -> accepting.countAll(server);
      Future<Long> count = thread.submit(counting);
      long startNanos = System.nanoTime();
      connecting.until(server, startNanos + MOMENT_NANOS);
      return count.get() * 1e9 / (System.nanoTime() - startNanos);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static Socket connect(ServerSocket server) throws IOException {
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static long readAll(InputStream in) throws IOException {
    byte[] bytes = new byte[64 * 1024];
    long total = 0;
    int count = in.read(bytes);
    while (count >= 0) {
      total += count;
      count = in.read(bytes);
    }
    return total;
  }
}
