package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bolillero.pki.testing.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes that come to nothing: what is said of them, on both ends. */
final class HandshakeTest {
  @TempDir Path folder;
  private Papers papers;
  private TlsContext office;
  private Loopback plain;

  @BeforeEach
  void connect() throws IOException {
    papers = new Papers(folder);
    office = papers.office();
    plain = Loopback.open();
  }

  @AfterEach
  void close() throws IOException {
    plain.close();
    assertEquals(0, office.buffers().lent());
  }

  @Test
  void aClientWithoutACertificateIsToldSo() throws Exception {
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    try (ForeignClient client = new ForeignClient(plain.client(), Optional.empty())) {
      IOException told = assertThrows(IOException.class, client::talk);
      assertSaid(handshake, "expected a certificate of the client, found none");
      assertTrue(told.toString().contains("certificate"), told::toString);
    }
  }

  @Test
  void anOlderVersionIsNamed() throws Exception {
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    try (ForeignClient client = new ForeignClient(plain.client(), papers.agency)) {
      client.socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThrows(IOException.class, client::talk);
      assertSaid(handshake, "expected TLS 1.3, found an older version (");
    }
  }

  @Test
  void aMessageWithoutTlsIsRecognised() throws Exception {
    assertSaidOf(new byte[] {0, 0, 0, 11, 1, 2, 0, 0}, "found a message of Bolillero without TLS");
  }

  @Test
  void aRequestOfHttpIsRecognised() throws Exception {
    byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    assertSaidOf(request, "found HTTP without TLS");
  }

  @Test
  void otherBytesAreShown() throws Exception {
    assertSaidOf(new byte[] {-1, 2, 3, 4, 5, 6}, "which begin with ff02030405");
  }

  @Test
  void garbageThatLooksLikeTlsIsGarbage() throws Exception {
    plain.client().getOutputStream().write(new byte[] {22, 3, 1, 0, 6, 99, 0, 0, 2, 1, 1});
    plain.client().shutdownOutput();
    assertSaid(handshake(Pair.LONG_ENOUGH), "expected TLS 1.3, found");
  }

  @Test
  void aRecordThatIsTooLargeIsNotReadAtAll() throws Exception {
    plain.client().getOutputStream().write(new byte[] {22, 3, 1, -1, -1});
    plain.client().shutdownOutput();
    assertSaid(handshake(Pair.LONG_ENOUGH), "at most 16640 bytes, found one with 65535");
  }

  @Test
  void anEndWithinTheHandshakeIsNamed() throws Exception {
    plain.client().close();
    assertSaid(handshake(Pair.LONG_ENOUGH), "found the connection closed");
  }

  @Test
  void aSilentEndHasItsTime() throws Exception {
    assertSaid(handshake(() -> 20), "in time, found it unfinished");
  }

  @Test
  void noTimeIsNoTime() throws Exception {
    assertSaid(handshake(() -> 0), "in time, found it unfinished");
  }

  @Test
  void aHandshakeThatDripsHasNoMoreThanItsTime() throws Exception {
    OutputStream out = plain.client().getOutputStream();
    out.write(new byte[] {22, 3, 1, 64, 0});
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> drip =
          clock.scheduleAtFixedRate(
              () -> {
                try {
                  out.write(1);
                } catch (IOException _) {
                  // The office has had enough.
                }
              },
              0,
              5,
              TimeUnit.MILLISECONDS);
      HandshakeTerms left = () -> TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertSaid(handshake(left), "in time, found it unfinished");
      drip.cancel(true);
    }
  }

  @Test
  void aFloodOfEmptyRecordsEndsIt() throws Exception {
    OutputStream out = plain.client().getOutputStream();
    out.write(new byte[] {22, 3, 1, 0, 4, 1, 0, 64, 0}); // A hello of 16 KiB begins,
    for (int i = 0; i < 300; i++) {
      out.write(new byte[] {22, 3, 1, 0, 1, 0}); // and goes on byte by byte.
    }
    plain.client().shutdownOutput();
    assertSaid(handshake(Pair.LONG_ENOUGH), "more than 256 records");
  }

  @Test
  void aCutEndsIt() throws Exception {
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    plain.office().close();
    Pair.failure(IOException.class, handshake);
  }

  @Test
  void aClientKnowsAnotherName() throws Exception {
    TlsStream client = papers.agency().connect(plain.client(), "office.example", 1);
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    TlsException failure =
        assertThrows(TlsException.class, () -> client.handshake(Pair.LONG_ENOUGH));
    assertEquals(
        "the certificate of CN=office (localhost, 127.0.0.1): expected one for"
            + " 'office.example', found one for localhost, 127.0.0.1",
        failure.getMessage());
    assertSaid(handshake, "the client does not accept the certificate of CN=office");
  }

  @Test
  void aClientThatIsRefusedLearnsItWithItsFirstRead() throws Exception {
    TlsFiles files = papers.of(TestAuthority.named("other").agency(7).issue());
    TlsStream client = Papers.client(files).connect(plain.client(), "localhost", 1);
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    client.handshake(Pair.LONG_ENOUGH);
    TlsException failure = assertThrows(TlsException.class, client.in()::read);
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith(
                "the office does not accept the certificate of CN=agency 7"
                    + " (urn:bolillero:agency:7) (alert certificate_unknown): "),
        failure::toString);
    assertSaid(handshake, "expected one by an authority of");
  }

  @Test
  void aClientOfAPlainServerIsToldSo() throws Exception {
    plain
        .office()
        .getOutputStream()
        .write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.UTF_8));
    TlsStream client = papers.agency().connect(plain.client(), "localhost", 1);
    TlsException failure = assertThrows(TlsException.class, () -> client.handshake(() -> 100));
    assertEquals("expected TLS 1.3, found HTTP without TLS", failure.getMessage());
  }

  private void assertSaidOf(byte[] bytes, String part) throws Exception {
    plain.client().getOutputStream().write(bytes);
    Future<Void> handshake = handshake(Pair.LONG_ENOUGH);
    assertArrayEquals(
        new byte[] {21, 3, 3, 0, 2, 2, 10}, plain.client().getInputStream().readAllBytes());
    plain.client().close();
    assertSaid(handshake, part);
  }

  private Future<Void> handshake(HandshakeTerms terms) {
    TlsStream stream = office.accept(plain.office());
    return Pair.inBackground(() -> {
      stream.handshake(terms);
      return null;
    });
  }

  private static void assertSaid(Future<Void> handshake, String part) throws Exception {
    String said = String.valueOf(Pair.failure(TlsException.class, handshake).getMessage());
    assertTrue(said.contains(part), said);
  }
}
