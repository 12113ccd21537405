package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.bolillero.client.Dialer.Streams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long the agency waits for an office that says nothing, by a clock that only waiting moves.
 */
class AnswersTest {
  private long nowNanos;

  /** On a slow line a batch may take longer than an answer. */
  @ParameterizedTest
  @CsvSource({"1048576, 300", "262144, 120", "0, 60"})
  void anAnswerIsNotOverdueWhileItsBatchMayBeOnItsWay(int batchBytes, int seconds)
      throws Exception {
    Duration timeout = Duration.ofMinutes(1);
    try (Silent socket = new Silent();
        Connection connection =
            new Connection(socket, Streams.of(socket), new ServerAddress("office.example", 1))) {
      connection.timeout(timeout);
      Answers answers = new Answers(connection, 0, timeout, _ -> {}, () -> nowNanos);
      answers.expectStored(10, batchBytes);
      IOException e = assertThrows(IOException.class, answers::call);
      assertEquals("the office did not answer for " + seconds + "000 ms", e.getMessage());
      assertEquals(Duration.ofSeconds(seconds), Duration.ofNanos(nowNanos));
      assertTrue(socket.isClosed());
    }
  }

  /** The other end never says anything. */
  private final class Silent extends Socket {
    private Duration timeout = Duration.ZERO;

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
          nowNanos += timeout.toNanos();
          throw new SocketTimeoutException();
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }
}
