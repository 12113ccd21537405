package org.bolillero.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.fuzz.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection with TLS does as a plain one does it. */
final class TlsStreamTest {
  @TempDir Path folder;
  private Papers papers;
  private Pair pair;

  @BeforeEach
  void connect() throws Exception {
    papers = new Papers(folder);
    pair = Pair.open(papers.office(), papers.agency());
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  @Test
  void eachEndKnowsTheOther() throws Exception {
    assertEquals(new Identity.Agency(5), Identity.of(pair.office.peer().getFirst()));
    assertEquals(
        "CN=office",
        CertificateWords.name(pair.client.peer().getFirst().getSubjectX500Principal()));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    pair.client.out().write(new byte[] {1, 2, 3});
    pair.client.out().write(4);
    assertArrayEquals(new byte[] {1, 2, 3, 4}, pair.office.in().readNBytes(4));
    pair.office.out().write(255);
    assertEquals(255, pair.client.in().read());
  }

  /** A record with one byte in it: header, byte, type, tag. */
  private static final int RECORD_BYTES = 5 + 1 + 1 + 16;

  private void awaitArrived(int bytes) throws Exception {
    InputStream in = pair.plain.office().getInputStream();
    Patience.await().until(() -> in.available() >= bytes);
  }

  @Test
  void oneReadTakesTheRecordsThatHaveArrived() throws Exception {
    for (int i = 1; i <= 3; i++) {
      pair.client.out().write(i);
    }
    awaitArrived(3 * RECORD_BYTES);
    byte[] target = new byte[10];
    assertEquals(3, pair.office.in().read(target, 0, 10));
    assertArrayEquals(new byte[] {1, 2, 3, 0, 0, 0, 0, 0, 0, 0}, target);
  }

  @Test
  void aReadThatHasDataDoesNotWaitForTheRestOfARecord() throws Exception {
    pair.client.out().write(1);
    byte[] begun = {23, 3, 3, 0, 50, 1, 2};
    pair.plain.client().getOutputStream().write(begun);
    awaitArrived(RECORD_BYTES + begun.length);
    assertEquals(1, pair.office.in().read(new byte[10], 0, 10));
  }

  @Test
  void whatIsWrongBehindDataIsLeftToTheNextRead() throws Exception {
    pair.client.out().write(1);
    pair.plain.client().getOutputStream().write("HELLO".getBytes(US_ASCII));
    awaitArrived(RECORD_BYTES + "HELLO".length());
    assertEquals(1, pair.office.in().read(new byte[10], 0, 10));
    assertThrows(TlsException.class, pair.office.in()::read);
    assertThrows(TlsException.class, pair.office.in()::read, "a failure stays one");
  }

  @Test
  void eachDirectionEndsOnItsOwn() throws Exception {
    pair.client.out().write(1);
    pair.client.endOutput();
    assertEquals(1, pair.office.in().read());
    assertEquals(-1, pair.office.in().read());
    pair.office.out().write(new byte[100_000]);
    assertEquals(100_000, pair.client.in().readNBytes(100_000).length);
    pair.office.endOutput();
    assertEquals(-1, pair.client.in().read());
    assertEquals(-1, pair.office.in().read(), "an end stays one");
    assertThrows(IOException.class, () -> pair.office.out().write(1));
  }

  @Test
  void theOfficeMayEndFirst() throws Exception {
    pair.office.endOutput();
    assertEquals(-1, pair.client.in().read());
    pair.client.out().write(7);
    assertEquals(7, pair.office.in().read());
  }

  @Test
  void anEndWithoutGoodbyeIsAnEnd() throws Exception {
    pair.client.out().write(1);
    pair.plain.client().shutdownOutput();
    assertEquals(1, pair.office.in().read());
    assertEquals(-1, pair.office.in().read());
  }

  @Test
  void anEndWithinARecordIsAFailure() throws Exception {
    pair.plain.client().getOutputStream().write(new byte[] {23, 3, 3, 0, 50, 1, 2});
    pair.plain.client().shutdownOutput();
    assertThrows(EOFException.class, pair.office.in()::read);
  }

  @Test
  void aReadWaitsForNoLongerThanThePlainSocketWould() throws Exception {
    pair.plain.office().setSoTimeout(20);
    assertThrows(SocketTimeoutException.class, pair.office.in()::read);
    pair.client.out().write(9);
    pair.plain.office().setSoTimeout(60_000);
    assertEquals(9, pair.office.in().read(), "the next read goes on");
  }

  /** A peer that sends a byte of a record now and then would otherwise keep a read for hours. */
  @Test
  void aRecordThatDripsDoesNotKeepAReadBeyondItsTime() throws Exception {
    OutputStream dripping = pair.plain.client().getOutputStream();
    dripping.write(new byte[] {23, 3, 3, 64, 0});
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> drip = clock.scheduleAtFixedRate(() -> drip(dripping), 0, 2, TimeUnit.MILLISECONDS);
      pair.plain.office().setSoTimeout(50);
      assertThrows(SocketTimeoutException.class, pair.office.in()::read);
      assertEquals(50, pair.plain.office().getSoTimeout());
      drip.cancel(true);
    }
  }

  private static void drip(OutputStream out) {
    try {
      out.write(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCutEndsAWriteThatIsStuck() throws Exception {
    AtomicLong written = new AtomicLong();
    AtomicLong seen = new AtomicLong();
    Future<Void> writing =
        Pair.inBackground(() -> {
          while (true) {
            pair.office.out().write(new byte[16 * 1024]);
            written.incrementAndGet();
          }
        });
    Patience.await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> seen.getAndSet(written.get()) == written.get() && seen.get() > 0);
    pair.plain.office().close();
    Pair.failure(IOException.class, writing);
  }

  @Test
  void aCutEndsAReadThatWaits() throws Exception {
    Future<Integer> reading = Pair.inBackground(() -> pair.office.in().read());
    pair.plain.office().close();
    Pair.failure(IOException.class, reading);
  }

  @Test
  void whoHasEndedTheInputReadsItsEnd() throws Exception {
    Future<Integer> reading = Pair.inBackground(() -> pair.office.in().read());
    pair.plain.office().shutdownInput();
    assertEquals(-1, reading.get());
    pair.office.out().write(3);
    assertEquals(3, pair.client.in().read());
  }

  @Test
  void aForgedRecordEndsTheConnection() throws Exception {
    byte[] forged = new byte[5 + 40];
    System.arraycopy(new byte[] {23, 3, 3, 0, 40}, 0, forged, 0, 5);
    pair.plain.client().getOutputStream().write(forged);
    InputStream in = pair.office.in();
    assertThrows(TlsException.class, in::read);
    assertThrows(TlsException.class, in::read, "and it stays so");
    assertEquals(0, in.available());
  }

  @Test
  void whatIsThereIsKnownWithoutWaiting() throws Exception {
    assertEquals(0, pair.office.in().available());
    pair.client.out().write(new byte[10]);
    Patience.await().until(() -> pair.office.in().available() > 0);
    assertEquals(0, pair.office.in().read());
    assertEquals(9, pair.office.in().available());
  }
}
