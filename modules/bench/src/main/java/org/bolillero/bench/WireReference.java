package org.bolillero.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the loopback can carry: one thread writes plain bytes to a socket, and another one reads and
 * forgets them.
 */
final class WireReference {
  private static final int WRITE_BYTES = 64 * 1024;
  private static final long MOMENT_NANOS = 300_000_000;

  private WireReference() {}

  /** Sends for a moment; gives megabytes a second. */
  static double measure() throws IOException, InterruptedException {
    try (ServerSocketChannel server = ServerSocketChannel.open();
        ExecutorService receiver = Executors.newSingleThreadExecutor()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Future<Long> sink = receiver.submit(() -> readAll(server));
      long startNanos = System.nanoTime();
      try (SocketChannel sender = SocketChannel.open(server.getLocalAddress())) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
        while (System.nanoTime() - startNanos < MOMENT_NANOS) {
          sender.write(bytes.rewind());
        }
      }
      return sink.get() * 1e3 / (System.nanoTime() - startNanos);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static long readAll(ServerSocketChannel server) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
    long total = 0;
    try (SocketChannel receiver = server.accept()) {
      int count = receiver.read(bytes);
      while (count >= 0) {
        total += count;
        count = receiver.read(bytes.clear());
      }
    }
    return total;
  }
}
