package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An end that sends rules of TLS instead of data makes nothing grow. */
final class FloodTest {
  @TempDir Path folder;
  private Papers papers;
  private TlsContext office;

  @BeforeEach
  void prepare() throws Exception {
    papers = new Papers(folder);
    office = papers.office();
  }

  @Test
  void someNewKeysAreFine() throws Exception {
    try (Loopback plain = Loopback.open();
        ForeignClient client = new ForeignClient(plain.client(), papers.agency)) {
      TlsStream stream = office.accept(plain.office());
      Future<Integer> reading = read(stream);
      client.socket.startHandshake();
      for (int i = 0; i < 5; i++) {
        client.socket.startHandshake(); // From the second on, a new key, and the wish for another.
      }
      client.socket.getOutputStream().write(42);
      assertEquals(42, reading.get());
      stream.out().write(new byte[] {43, 44});
      assertEquals(43, client.socket.getInputStream().read());
      assertEquals(44, client.socket.getInputStream().read());
    }
  }

  @Test
  void aFloodOfNewKeysEndsTheConnection() throws Exception {
    try (Loopback plain = Loopback.open();
        ForeignClient client = new ForeignClient(plain.client(), papers.agency)) {
      TlsStream stream = office.accept(plain.office());
      Future<Integer> reading = read(stream);
      client.socket.startHandshake();
      Future<Void> flood =
          Pair.inBackground(() -> {
            while (true) {
              client.socket.startHandshake();
            }
          });
      String said = String.valueOf(Pair.failure(TlsException.class, reading).getMessage());
      assertEquals("expected data, found more than 32 records of TLS without any", said);
      plain.client().close();
      Pair.failure(IOException.class, flood);
      assertEquals(0, office.buffers().lent());
    }
  }

  @Test
  void dataAllowsMore() throws Exception {
    QuietRecords quiet = new QuietRecords();
    for (int i = 0; i < QuietRecords.ALLOWED; i++) {
      quiet.quiet();
    }
    quiet.data(1024 * 1024);
    quiet.quiet();
    TlsException refusal = assertThrows(TlsException.class, quiet::quiet);
    assertTrue(String.valueOf(refusal.getMessage()).contains("more than 33 records"));
  }

  private static Future<Integer> read(TlsStream stream) {
    return Pair.inBackground(() -> {
      stream.handshake(Pair.LONG_ENOUGH);
      return stream.in().read();
    });
  }
}
