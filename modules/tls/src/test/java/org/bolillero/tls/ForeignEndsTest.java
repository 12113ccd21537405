package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocket;
import org.bolillero.fuzz.Seed;
import org.bolillero.pki.testing.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of any size in both directions at once, with ends of our own and of the JDK's. */
final class ForeignEndsTest {
  private static final int BYTES_MAX = 300_000;

  @TempDir Path folder;
  private Papers papers;

  private record End(InputStream in, OutputStream out) {}

  @BeforeEach
  void prepare() throws Exception {
    papers = new Papers(folder);
  }

  @Test
  void ourEndsUnderstandEachOther() {
    Seed.run(random -> {
      TlsContext office = papers.office();
      TlsContext agency = papers.agency();
      for (int i = 0; i < 5; i++) {
        try (Pair pair = Pair.open(office, agency)) {
          exchange(
              random,
              new End(pair.office.in(), pair.office.out()),
              new End(pair.client.in(), pair.client.out()));
          pair.client.endOutput();
          assertEquals(-1, pair.office.in().read());
        }
      }
    });
  }

  @Test
  void aClientOfTheJdkUnderstandsOurOffice() {
    Seed.run(random -> {
      try (Loopback plain = Loopback.open();
          ForeignClient client = new ForeignClient(plain.client(), papers.agency)) {
        TlsStream office = papers.office().accept(plain.office());
        Future<Void> handshake = handshake(office);
        client.socket.startHandshake();
        handshake.get();
        exchange(random, new End(office.in(), office.out()), end(client.socket));
        client.socket.shutdownOutput();
        assertEquals(-1, office.in().read());
        office.out().write(7);
        assertEquals(7, client.socket.getInputStream().read());
        office.endOutput();
        assertEquals(-1, client.socket.getInputStream().read());
      }
    });
  }

  @Test
  void anOfficeOfTheJdkUnderstandsOurClient() {
    Seed.run(random -> {
      TestCertificate certificate = papers.authority.office("localhost").issue();
      try (Loopback plain = Loopback.open();
          ForeignClient office = new ForeignClient(plain.office(), certificate)) {
        office.socket.setUseClientMode(false);
        office.socket.setNeedClientAuth(true);
        TlsStream client = papers.agency().connect(plain.client(), "localhost", 1);
        Future<Void> handshake = handshake(client);
        office.socket.startHandshake();
        handshake.get();
        exchange(random, end(office.socket), new End(client.in(), client.out()));
      }
    });
  }

  private static Future<Void> handshake(TlsStream stream) {
    return Pair.inBackground(() -> {
      stream.handshake(Pair.LONG_ENOUGH);
      return null;
    });
  }

  private static End end(SSLSocket socket) throws IOException {
    return new End(socket.getInputStream(), socket.getOutputStream());
  }

  private static void exchange(RandomGenerator random, End one, End other) throws Exception {
    Future<Void> there = send(random, one, other);
    Future<Void> back = send(random, other, one);
    there.get();
    back.get();
  }

  private static Future<Void> send(RandomGenerator random, End from, End to) {
    byte[] bytes = new byte[1 + random.nextInt(BYTES_MAX)];
    random.nextBytes(bytes);
    long seed = random.nextLong();
    int sizeMax = 1 << random.nextInt(18);
    Future<Void> writing =
        Pair.inBackground(() -> {
          SplittableRandom sizes = new SplittableRandom(seed);
          for (int sent = 0; sent < bytes.length; ) {
            int count = Math.min(bytes.length - sent, Math.max(1, sizes.nextInt(sizeMax + 1)));
            from.out().write(bytes, sent, count);
            sent += count;
          }
          from.out().flush();
          return null;
        });
    return Pair.inBackground(() -> {
      SplittableRandom sizes = new SplittableRandom(~seed);
      byte[] read = new byte[bytes.length];
      for (int done = 0; done < read.length; ) {
        int count = Math.min(read.length - done, Math.max(1, sizes.nextInt(sizeMax + 1)));
        int got = to.in().read(read, done, count);
        if (got < 0) {
          throw new IOException("ended after " + done + " bytes of " + read.length);
        }
        done += got;
      }
      assertArrayEquals(bytes, read);
      writing.get();
      return null;
    });
  }
}
