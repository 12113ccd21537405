package org.bolillero.server.promises;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.LoggedConnections;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.server.TestPapers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes instead of a handshake ends in time, with one line, and delays nobody. */
class P7HandshakeTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String ADDRESS = "127.0.0.1";

  /** The first bytes of a handshake: a record of 512 bytes, in it a ClientHello of 508. */
  private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};

  /** They would take five seconds. */
  private static final int DRIPS = 500;

  private static final long DRIP_NANOS = 10_000_000;

  @TempDir Path folder;

  private final LoggedConnections log = new LoggedConnections();
  private TestPapers papers;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    papers = new TestPapers(folder);
    office = log.open(papers.secure(setup().handshakeTimeout(SHORT)));
  }

  private OfficeSetup setup() {
    return new OfficeSetup(folder.resolve("office"), 2);
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  static Stream<Arguments> openings() {
    return Stream.of(
        opening("silence", new byte[0]),
        opening("a greeting in plain text", 0, 0, 0, 11, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1),
        opening("HTTP", "GET / HTTP/1.1\r\nHost: office\r\n\r\n".getBytes(US_ASCII)),
        opening("SSH", "SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII)),
        opening("garbage", garbage()),
        opening("half a header", 22, 3),
        opening("half a handshake", BEGINNING),
        opening("a record that is too large", 22, 3, 1, 0xFF, 0xFF, 1),
        opening("an alert", 21, 3, 3, 0, 2, 2, 40),
        opening("data before the handshake", 23, 3, 3, 0, 3, 1, 2, 3),
        opening("an empty record", 22, 3, 3, 0, 0),
        opening("SSL 2", 0x80, 0x2E, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10));
  }

  private static Arguments opening(String what, int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return opening(what, all);
  }

  private static Arguments opening(String what, byte... bytes) {
    return Arguments.of(what, bytes);
  }

  private static byte[] garbage() {
    byte[] garbage = new byte[20_000];
    Arrays.fill(garbage, (byte) 99);
    return garbage;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("openings")
  void whatIsNoHandshakeEndsInTime(String what, byte[] bytes) throws Exception {
    try (Socket stranger = stranger()) {
      stranger.getOutputStream().write(bytes);
      awaitEnd(stranger);
    }
    assertLine();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("openings")
  void whoGoesAwayInTheMiddleIsForgotten(String what, byte[] bytes) throws Exception {
    try (Socket stranger = stranger()) {
      stranger.getOutputStream().write(bytes);
      stranger.shutdownOutput();
      awaitEnd(stranger);
    }
    assertLine();
  }

  @Test
  void aHandshakeThatDripsEndsInTime() throws Exception {
    try (Socket stranger = stranger()) {
      stranger.getOutputStream().write(BEGINNING);
      Background<?> dripping =
          Background.run(() -> {
            for (int i = 0; i < DRIPS; i++) {
              stranger.getOutputStream().write(0);
              LockSupport.parkNanos(DRIP_NANOS);
            }
          });
      awaitEnd(stranger);
      await().until(dripping::isDone);
    }
    assertLine();
  }

  @Test
  void anOlderTlsIsRefused() throws Exception {
    try (SSLSocket old = papers.socket(papers.authority().agency(1).issue())) {
      old.setEnabledProtocols(new String[] {"TLSv1.2"});
      try (TestAgency agency = new TestAgency(office.port(), 1, old)) {
        agency.sendIfOpen(agency.hello());
        agency.awaitEnd();
      }
    }
    assertTrue(log.awaitLine(ADDRESS).contains("TLS"), log.line(ADDRESS));
  }

  @Test
  void manyWhoSayNothingKeepNobodyOut() throws Exception {
    office.close();
    office = log.open(papers.secure(setup()));
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 1_500; i++) {
        silent.add(stranger());
      }
      try (TestAgency agency = papers.greeted(office.port(), 1)) {
        assertEquals(3, agency.submit(TestBets.of(1, 3, 0)).stored());
      }
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }

  @Test
  void whoAgreesOnNewKeysWithoutEndIsHungUp() throws Exception {
    try (TestAgency agency = papers.greeted(office.port(), 1)) {
      SSLSocket socket = (SSLSocket) agency.socket();
      try {
        for (int i = 0; i < 10_000; i++) {
          socket.startHandshake();
        }
      } catch (IOException _) {
        // The office has had enough.
      }
      agency.awaitEnd();
    }
    assertLine();
  }

  @Test
  void whoDoesNotTakeAnswersIsCutInTheMiddleOfARecord() throws Exception {
    office.close();
    office = log.open(papers.secure(setup().writeTimeout(SHORT)));
    try (TestAgency deaf = deaf()) {
      Background<?> asking = askWithoutEnd(deaf);
      await().until(asking::isDone);
      assertEquals(
          "WARN action: send | result: fail | ip: 127.0.0.1 | motivo: write-timeout",
          log.awaitLine(ADDRESS));
    }
  }

  @Test
  void anOfficeThatStopsDoesNotWaitForWhoDoesNotTakeAnswers() throws Exception {
    office.close();
    office = log.open(papers.secure(setup().shutdownTimeout(Duration.ofSeconds(1))));
    try (TestAgency deaf = deaf()) {
      Background<?> asking = askWithoutEnd(deaf);
      asking.awaitWaiting();
      long start = System.nanoTime();
      office.close();
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
    }
  }

  private TestAgency deaf() throws Exception {
    SSLSocket socket = papers.socket(papers.authority().agency(1).issue());
    socket.setReceiveBufferSize(1_024);
    return new TestAgency(office.port(), 1, socket);
  }

  private static Background<?> askWithoutEnd(TestAgency deaf) {
    Request[] pings = new Request[500];
    Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
    return Background.run(() -> {
      while (true) {
        deaf.send(pings);
      }
    });
  }

  private Socket stranger() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), office.port());
  }

  private static void awaitEnd(Socket stranger) throws IOException {
    stranger.setSoTimeout(60_000);
    try {
      stranger.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // It ended in a hurry.
    }
  }

  private void assertLine() {
    String line = log.awaitLine(ADDRESS);
    assertTrue(
        line.startsWith("WARN action: connection | result: fail | ip: 127.0.0.1 | motivo: tls: "),
        line);
    assertEquals(1, line.lines().count());
  }
}
