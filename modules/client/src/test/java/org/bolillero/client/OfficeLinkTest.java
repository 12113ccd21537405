package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

class OfficeLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger pauses = new AtomicInteger();

  @Test
  void anOfficeThatStaysAwayIsGivenUpWhenTheLimitIsReached() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      OfficeLink link = link(nobody.address(), LIMIT);
      CommandException e =
          assertThrows(CommandException.class, () -> link.converse((_, _) -> true));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertEquals(
          "gave up after 30 s: " + nobody.address() + ": Connection refused", e.getMessage());
      assertTrue(pauses.get() >= 11, pauses::toString);
      assertTrue(now.get() >= LIMIT.toNanos(), now::toString);
    }
  }

  @Test
  void withALimitOfZeroThereIsOneAttempt() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      OfficeLink link = link(nobody.address(), Duration.ZERO);
      CommandException e =
          assertThrows(CommandException.class, () -> link.converse((_, _) -> true));
      assertEquals(nobody.address() + ": Connection refused", e.getMessage());
      assertEquals(0, pauses.get());
    }
  }

  @Test
  void anOfficeThatGreetsButNeverGetsAnywhereIsGivenUp() throws Exception {
    try (TestOffice office = new TestOffice()) {
      OfficeLink link = link(office.address(), LIMIT);
      assertThrows(
          CommandException.class,
          () ->
              link.converse((_, _) -> {
                throw new IOException("lost");
              }));
      assertTrue(office.greetings() >= 11, () -> office.greetings() + " greetings");
    }
  }

  @Test
  void anOfficeThatStoresMoreEachTimeIsNotGivenUp() throws Exception {
    try (TestOffice office = new TestOffice()) {
      OfficeLink link = link(office.address(), LIMIT);
      AtomicInteger stored = new AtomicInteger();
      long end =
          link.converse((_, _) -> {
            now.addAndGet(LIMIT.toNanos());
            if (stored.get() == 1000) {
              return stored.get();
            }
            office.with(TestAgency.bets(1));
            link.stored(stored.incrementAndGet());
            throw new IOException("lost");
          });
      assertEquals(1000, end);
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    OfficeLink link = link(new ServerAddress("office.invalid", 1), Duration.ZERO);
    CommandException e = assertThrows(CommandException.class, () -> link.converse((_, _) -> true));
    assertEquals("office.invalid:1: unknown host office.invalid", e.getMessage());
  }

  @Test
  void aConnectionThatMeetsItselfIsALostOne() throws Exception {
    try (Socket self = DialerTest.notListening()) {
      // Once the first socket has given its port back, nobody is there.
      Iterator<Socket> first = List.of(self).iterator();
      Dialer dialer =
          new Dialer(
              InetAddress::getAllByName,
              () -> first.hasNext() ? first.next() : new Socket(),
              Layer.NONE,
              now::get);
      OfficeLink link = link(addressOf(self), LIMIT, dialer);
      CommandException e =
          assertThrows(CommandException.class, () -> link.converse((_, _) -> true));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertTrue(self.isClosed());
      assertTrue(pauses.get() >= 11, pauses::toString);
    }
  }

  /** As a forwarder does whose target is gone. */
  @Test
  void anAddressThatTakesConnectionsAndDoesNotAnswerDoesNotHideTheNextOne() throws Exception {
    InetAddress dead = InetAddress.getByName("127.0.0.2");
    try (TestOffice office = new TestOffice();
        ServerSocket forwarder = new ServerSocket(office.address().port(), 50, dead)) {
      Thread.ofVirtual().start(() -> closeAll(forwarder));
      Dialer dialer =
          new Dialer(
              _ -> new InetAddress[] {dead, InetAddress.getByName(office.address().host())},
              Socket::new,
              Layer.NONE,
              now::get);
      ServerAddress name = new ServerAddress("office.example", office.address().port());
      assertTrue(link(name, LIMIT, dialer).converse(OfficeLinkTest::ping));
      assertEquals(1, pauses.get());
    }
  }

  private static void closeAll(ServerSocket listener) {
    try {
      while (true) {
        listener.accept().close();
      }
    } catch (IOException _) {
      // Closed by the test.
    }
  }

  /** The office may hear a greeting of a lost connection after the one of the next. */
  @Test
  void aConnectionOfItsOwnThatItHasLostMaySupersedeIt() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> peer.expect(Request.Hello.class)).next(OfficeLinkTest::supersede);
      assertTrue(link(office.address(), LIMIT).converse(OfficeLinkTest::ping));
      assertEquals(2, office.greetings());
    }
  }

  @Test
  void anAgencyThatIsSupersededMoreOftenThanItHasLostGreetingsRunsTwice() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office
          .next(peer -> peer.expect(Request.Hello.class))
          .next(OfficeLinkTest::supersede)
          .next(OfficeLinkTest::supersede);
      OfficeLink link = link(office.address(), LIMIT);
      CommandException e =
          assertThrows(CommandException.class, () -> link.converse(OfficeLinkTest::ping));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(2, office.greetings());
    }
  }

  private static void supersede(TestOffice.Peer peer) throws Exception {
    peer.welcome();
    peer.expect(Request.Ping.class);
    peer.send(new Response.Failure(ErrorCode.SUPERSEDED, "twice"));
  }

  private static boolean ping(Connection connection, Response.Welcome welcome)
      throws IOException, CommandException {
    Request.Ping ping = new Request.Ping(ByteBuffer.allocate(0));
    return connection.ask(ping, Response.Pong.class).echo().equals(ping.echo());
  }

  /** A link whose pauses take no time but move its clock. */
  private OfficeLink link(ServerAddress server, Duration limit) {
    return link(server, limit, new Dialer(Layer.NONE));
  }

  private OfficeLink link(ServerAddress server, Duration limit, Dialer dialer) {
    Duration timeout = Duration.ofSeconds(20);
    AgencySettings settings = TestAgency.settings(server, limit, timeout);
    return new OfficeLink(
        settings,
        dialer,
        now::get,
        (_, pause) -> {
          pauses.incrementAndGet();
          now.addAndGet(pause.toNanos());
        },
        RandomGenerator.getDefault());
  }

  private static ServerAddress addressOf(Socket socket) {
    return new ServerAddress(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
  }
}
