package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

class DialerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final List<Duration> timeouts = new ArrayList<>();

  @Test
  void anAddressWhereNobodyListensDoesNotHideTheNextOne() throws Exception {
    try (ServerSocket office = listener()) {
      Dialer dialer = dialer(Socket::new, "127.0.0.2", "127.0.0.3", "127.0.0.1");
      try (Connection connection = dial(dialer, office.getLocalPort(), 0)) {
        office.accept().close();
        assertThrows(IOException.class, () -> connection.receive(Response.class));
      }
    }
  }

  @Test
  void anAddressOfAnotherFamilyIsTriedToo() throws Exception {
    try (ServerSocket office = listener();
        Connection connection =
            dial(dialer(Socket::new, "::1", "127.0.0.1"), office.getLocalPort(), 0)) {
      office.accept().close();
      assertThrows(IOException.class, () -> connection.receive(Response.class));
    }
  }

  @Test
  void allAddressesThatWereTriedAreNamed() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      Dialer dialer = dialer(Socket::new, "127.0.0.1", "127.0.0.2");
      IOException e =
          assertThrows(IOException.class, () -> dial(dialer, nobody.address().port(), 0).close());
      assertEquals("127.0.0.1: Connection refused, 127.0.0.2: Connection refused", e.getMessage());
      assertEquals(2, e.getSuppressed().length);
    }
  }

  @Test
  void theNextCallMayBeginWithAnyOfTheAddresses() {
    Dialer dialer = dialer(() -> new DeadSocket(Duration.ZERO), "10.0.0.1", "10.0.0.2", "10.0.0.3");
    IOException e = assertThrows(IOException.class, () -> dial(dialer, 1, 5).close());
    assertEquals(
        "10.0.0.3: Connect timed out, 10.0.0.1: Connect timed out, 10.0.0.2: Connect timed out",
        e.getMessage());
  }

  @Test
  void theAddressesShareTheTime() {
    Dialer dialer =
        dialer(() -> new DeadSocket(Duration.ofHours(1)), "10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThrows(IOException.class, () -> dial(dialer, 1, 0).close());
    assertEquals(
        List.of(TIMEOUT.dividedBy(3), TIMEOUT.dividedBy(3), TIMEOUT.dividedBy(3)), timeouts);
  }

  @Test
  void whatOneAddressDoesNotNeedIsLeftForTheOthers() {
    Dialer dialer = dialer(() -> new DeadSocket(Duration.ofSeconds(2)), "10.0.0.1", "10.0.0.2");
    assertThrows(IOException.class, () -> dial(dialer, 1, 0).close());
    assertEquals(List.of(Duration.ofSeconds(15), Duration.ofSeconds(28)), timeouts);
  }

  @Test
  void everyAddressHasASecondHoweverManyThereAre() {
    String[] many = new String[40];
    Arrays.setAll(many, i -> "10.0.0." + i);
    Dialer dialer = dialer(() -> new DeadSocket(Duration.ofHours(1)), many);
    assertThrows(IOException.class, () -> dial(dialer, 1, 0).close());
    assertEquals(Collections.nCopies(40, Duration.ofSeconds(1)), timeouts);
  }

  @Test
  void aNameIsLookedUpForEachCall() {
    AtomicInteger lookUps = new AtomicInteger();
    Dialer dialer =
        new Dialer(
            host -> {
              lookUps.incrementAndGet();
              throw new UnknownHostException(host);
            },
            Socket::new,
            Layer.NONE,
            now::get);
    for (int i = 1; i <= 3; i++) {
      IOException e = assertThrows(IOException.class, () -> dial(dialer, 1, 0).close());
      assertEquals("unknown host office.example", e.getMessage());
      assertEquals(i, lookUps.get());
    }
  }

  @Test
  void theJvmIsToldToRememberNothing() {
    dialer(Socket::new);
    assertEquals("0", Security.getProperty("networkaddress.cache.ttl"));
    assertEquals("0", Security.getProperty("networkaddress.cache.negative.ttl"));
  }

  /** The system may give a caller the very port that it calls, if nobody listens there. */
  @Test
  void aConnectionThatMeetsItselfIsNoConnectionAndLeavesThePortToTheOffice() throws Exception {
    boolean isFree = false;
    // Another process may take a port meanwhile, but not three times.
    for (int i = 0; i < 3 && !isFree; i++) {
      Socket self = notListening();
      Dialer dialer = dialer(() -> self, "127.0.0.1");
      int port = self.getLocalPort();
      IOException e = assertThrows(IOException.class, () -> dial(dialer, port, 0).close());
      assertEquals(
          "127.0.0.1: nobody listens there, the connection has met itself", e.getMessage());
      isFree = canListen(port);
    }
    assertTrue(isFree, "the port is kept");
  }

  private static boolean canListen(int port) throws IOException {
    try (ServerSocket office = new ServerSocket()) {
      office.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException _) {
      return false;
    }
  }

  /** A socket that calls from a port on which nobody listens. */
  static Socket notListening() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  private static Connection dial(Dialer dialer, int port, int first) throws IOException {
    return dialer.dial(new ServerAddress("office.example", port), TIMEOUT, first, _ -> {});
  }

  private Dialer dialer(Supplier<Socket> sockets, String... addresses) {
    return new Dialer(
        _ -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
          }
          return found;
        },
        sockets,
        Layer.NONE,
        now::get);
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Connects to nobody, and by the clock of the test it takes a while to know that. */
  private final class DeadSocket extends Socket {
    private final Duration patience;

    DeadSocket(Duration patience) {
      this.patience = patience;
    }

    @Override
    public void connect(SocketAddress address, int millis)
        throws SocketException, SocketTimeoutException {
      Duration timeout = Duration.ofMillis(millis);
      timeouts.add(timeout);
      now.addAndGet((patience.compareTo(timeout) < 0 ? patience : timeout).toNanos());
      throw new SocketTimeoutException("Connect timed out");
    }
  }
}
