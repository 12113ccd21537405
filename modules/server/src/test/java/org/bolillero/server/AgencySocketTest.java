package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a request may take that comes bit by bit, by a clock that only its bits move. */
class AgencySocketTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  private long nowNanos;

  @ParameterizedTest
  @CsvSource({"1048576, 30000", "1048576, 7500", "262144, 5000", "65536, 2000", "8192, 300"})
  void aSlowLineCarriesARequestOfAnySize(int frameBytes, int bytesEachSecond) throws Exception {
    try (SlowLine line = new SlowLine(frameBytes, bytesEachSecond);
        AgencySocket socket = socket(line)) {
      ByteBuffer frame = socket.nextFrame(true).orElseThrow();
      assertEquals(frameBytes - 4, frame.remaining());
    }
  }

  @ParameterizedTest
  @CsvSource({"1048576, 150", "524288, 90", "262144, 60", "8192, 31", "50, 31"})
  void whoDripsIsCutHoweverLargeTheRequestIsThatWasAnnounced(int frameBytes, int secondsMax)
      throws Exception {
    try (SlowLine line = new SlowLine(frameBytes, 1);
        AgencySocket socket = socket(line)) {
      SocketTimeoutException e =
          assertThrows(SocketTimeoutException.class, () -> socket.nextFrame(true));
      assertTrue(String.valueOf(e.getMessage()).startsWith("frame-timeout: "), e::toString);
      Duration taken = Duration.ofNanos(nowNanos);
      assertTrue(taken.compareTo(Duration.ofSeconds(secondsMax + 1)) <= 0, taken::toString);
      assertTrue(taken.compareTo(Duration.ofSeconds(30)) >= 0, taken::toString);
    }
  }

  @Test
  void theErrorSaysHowLongTheRequestWasAllowedToTake() throws Exception {
    try (SlowLine line = new SlowLine(MEGABYTE, 6_000);
        AgencySocket socket = socket(line)) {
      SocketTimeoutException e =
          assertThrows(SocketTimeoutException.class, () -> socket.nextFrame(true));
      assertEquals("frame-timeout: expected a whole request within 150000 ms", e.getMessage());
    }
  }

  @Test
  void aGreetingHasNoMoreTimeForBeingLarge() throws Exception {
    try (SlowLine line = new SlowLine(8_192, 300);
        AgencySocket socket = socket(line)) {
      assertThrows(SocketTimeoutException.class, () -> socket.nextFrame(false));
      assertEquals(Duration.ofSeconds(10), Duration.ofNanos(nowNanos));
    }
  }

  private AgencySocket socket(Socket socket) throws IOException {
    OfficeSettings settings = new OfficeSetup(folder, 1).frameBytesMax(MEGABYTE).settings();
    AgencySocket agency =
        new AgencySocket(
            new PlainConnection(socket, _ -> {}),
            new ReadMemory(MEGABYTE).claim(),
            settings,
            new Clockwork());
    agency.welcomed(1);
    return agency;
  }

  /** One frame, of which some bytes come each second. */
  private final class SlowLine extends Socket {
    private final ByteBuffer bytes;
    private final int bytesEachSecond;
    private Duration timeout = Duration.ZERO;

    SlowLine(int frameBytes, int bytesEachSecond) {
      this.bytes = ByteBuffer.allocate(frameBytes).putInt(0, frameBytes - 4);
      this.bytesEachSecond = bytesEachSecond;
    }

    @Override
    public void setSoTimeout(int millis) {
      timeout = Duration.ofMillis(millis);
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int room) throws IOException {
          if (arrived() == bytes.position()) {
            boolean isInTime = timeout.compareTo(SECOND) >= 0;
            nowNanos += (isInTime ? SECOND : timeout).toNanos();
            if (!isInTime) {
              throw new SocketTimeoutException();
            }
          }
          int count = Math.min(room, arrived() - bytes.position());
          bytes.get(target, offset, count);
          return count;
        }
      };
    }

    private int arrived() {
      return (int)
          Math.min(bytes.limit(), bytesEachSecond * Duration.ofNanos(nowNanos).toSeconds());
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }

  /** A time that passes only with what comes. */
  private final class Clockwork implements Platform {
    @Override
    public LocalDate today() {
      return OfficeSetup.TODAY;
    }

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public void pause(Duration time) {
      nowNanos += time.toNanos();
    }

    @Override
    public ThreadFactory threads(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
