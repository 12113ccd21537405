package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bolillero.fuzz.Patience.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Strangers who begin a handshake of TLS in one of these ways and never end it. Each stays until
 * the office ends its connection, and comes back.
 */
final class HostileHandshakes implements AutoCloseable {
  private static final int DRIP_MILLIS = 20;

  /** What a stranger does, and whether the office can only wait then. */
  enum Way {
    SILENT(true),
    DRIPPING(true),
    HALF_OPEN(true),
    GARBAGE(false),
    PLAIN_GREETING(false),
    HTTP(false);

    private final boolean isSlow;

    Way(boolean isSlow) {
      this.isSlow = isSlow;
    }
  }

  private final int port;
  private final Set<Way> ways;
  private final byte[] hello = clientHello();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  /** How often the office has ended a connection. */
  private final Map<Way, Integer> ended = new ConcurrentHashMap<>();

  private volatile boolean goOn = true;

  /**
   * Strangers in some ways.
   *
   * @param slow how many of each way that lets the office wait; of the others there are two
   */
  HostileHandshakes(int port, Set<Way> ways, int slow) {
    this.port = port;
    this.ways = ways;
    for (Way way : ways) {
      for (int i = 0; i < (way.isSlow ? slow : 2); i++) {
        threads.execute(() -> attack(way));
      }
    }
  }

  private void attack(Way way) {
    while (goOn) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoLinger(true, 0); // Or else thousands of ports would be kept for a minute.
        begun.incrementAndGet();
        begin(way, socket);
        awaitEnd(socket);
        ended.merge(way, 1, Integer::sum);
      } catch (IOException _) {
        // It was ended in the middle, or there was no room for it.
      }
    }
  }

  private void begin(Way way, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (way) {
      case SILENT -> {}
      case DRIPPING -> drip(socket);
      case HALF_OPEN -> out.write(hello);
      case GARBAGE -> out.write(garbage());
      case PLAIN_GREETING -> out.write(new byte[] {0, 0, 0, 11, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1});
      case HTTP -> out.write("GET / HTTP/1.1\r\nHost: office\r\n\r\n".getBytes(US_ASCII));
    }
  }

  /** Sends all but the last byte, one now and then. */
  private void drip(Socket socket) throws IOException {
    for (int i = 0; goOn && i < hello.length - 1; i++) {
      try {
        socket.getOutputStream().write(hello[i]);
      } catch (SocketException _) {
        return; // The office has had enough.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DRIP_MILLIS));
    }
  }

  private static byte[] garbage() {
    byte[] garbage = new byte[ThreadLocalRandom.current().nextInt(5, 1_000)];
    ThreadLocalRandom.current().nextBytes(garbage);
    return garbage;
  }

  /** Reads until the office ends the connection, or this attack is over. */
  private void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    byte[] bytes = new byte[4096];
    boolean isOpen = true;
    boolean isAnswered = false;
    while (goOn && isOpen) {
      try {
        isOpen = socket.getInputStream().read(bytes) >= 0;
        if (isOpen && !isAnswered) {
          isAnswered = true;
          answered.incrementAndGet();
        }
      } catch (SocketTimeoutException _) {
        // It is still open.
      } catch (SocketException _) {
        isOpen = false;
      }
    }
    if (!goOn) {
      throw new SocketException("it is over");
    }
  }

  /** What an honest client would begin with. */
  private static byte[] clientHello() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), record);
      return Arrays.copyOf(record.array(), record.position());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until there were so many. */
  void awaitBegun(int count) {
    await().atMost(Programs.PATIENCE).until(() -> begun.get() >= count);
  }

  /** Waits until the office has answered so many. */
  void awaitAnswered(int count) {
    await().atMost(Programs.PATIENCE).until(() -> answered.get() >= count);
  }

  /** Waits until the office has ended some of each way. */
  void awaitEnded() {
    await().atMost(Programs.PATIENCE).until(() -> ended.size() == ways.size());
  }

  @Override
  public String toString() {
    return "%d handshakes begun, ended by the office: %s".formatted(begun.get(), ended);
  }

  @Override
  public void close() {
    goOn = false;
    threads.close();
  }
}
