package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.write;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agency that is given several offices, of which one leads. */
class SeveralOfficesTest {
  @TempDir private Path folder;
  private final AtomicInteger pauses = new AtomicInteger();

  @Test
  void anOfficeThatIsNotThereLeadsToTheNextWithoutAPause() throws Exception {
    try (TestOffice office = new TestOffice();
        DeadPort nobody = new DeadPort()) {
      office.draw(List.of());
      assertEquals(List.of(), winners(nobody.address() + "," + office.address()));
      assertEquals(bets(100), office.bets());
      assertEquals(0, pauses.get());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "TIMEOUT", "SHUTTING_DOWN", "UNAVAILABLE"})
  void anOfficeThatCannotServeLeadsToTheNextWithoutAPause(ErrorCode error) throws Exception {
    try (TestOffice other = new TestOffice();
        TestOffice office = new TestOffice()) {
      other.next(peer -> {
        peer.expect(Request.Hello.class);
        peer.send(new Response.Failure(error, "not now"));
      });
      office.draw(List.of());
      assertEquals(List.of(), winners(other.address() + "," + office.address()));
      assertEquals(List.of(), other.bets());
      assertEquals(bets(100), office.bets());
      assertEquals(0, pauses.get());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_DRAW", "UNKNOWN_AGENCY", "FORBIDDEN", "UNSUPPORTED_VERSION"})
  void whatIsFinalIsFinalAlthoughThereIsAnotherOffice(ErrorCode error) throws Exception {
    try (TestOffice office = new TestOffice();
        TestOffice other = new TestOffice()) {
      office.next(peer -> {
        peer.expect(Request.Hello.class);
        peer.send(new Response.Failure(error, "no"));
      });
      CommandException e =
          assertThrows(
              CommandException.class, () -> winners(office.address() + "," + other.address()));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(0, other.greetings());
    }
  }

  @Test
  void whatTheNextOfficeHasIsNotSentAgainAndItKeepsItsTurn() throws Exception {
    try (TestOffice first = new TestOffice();
        TestOffice next = new TestOffice()) {
      first.next(peer -> {
        peer.welcome();
        peer.answer(peer.expect(Request.Batch.class));
        next.with(first.bets());
      });
      first.next(peer -> {
        peer.expect(Request.Hello.class);
        peer.send(new Response.Failure(ErrorCode.UNAVAILABLE, "another office leads"));
      });
      next.next(peer -> {
        peer.welcome();
        peer.answer(peer.expect(Request.Batch.class));
      });
      next.draw(List.of());
      assertEquals(List.of(), winners(first.address() + "," + next.address()));
      assertEquals(bets(100), next.bets());
      // Lost once more, it tries the first, and comes back after a pause.
      assertEquals(2, next.greetings());
      assertEquals(1, first.greetings());
    }
  }

  /** As two offices would be that do not share one log. */
  @Test
  void anOfficeWithFewerBetsThanAnotherHadAcknowledgedIsRefused() throws Exception {
    try (TestOffice first = new TestOffice();
        TestOffice next = new TestOffice()) {
      first.next(peer -> {
        peer.welcome();
        peer.answer(peer.expect(Request.Batch.class));
      });
      CommandException e =
          assertThrows(
              CommandException.class, () -> winners(first.address() + "," + next.address()));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          "the office had acknowledged 10 bets, but says now that it has 0", e.getMessage());
    }
  }

  @Test
  void officesThatAllWelcomeAndGetNowhereAreGivenUp() throws Exception {
    AtomicLong now = new AtomicLong();
    try (TestOffice first = new TestOffice();
        TestOffice next = new TestOffice()) {
      OfficeLink link =
          link(settings(first.address() + "," + next.address()), new Dialer(Layer.NONE), now);
      CommandException e =
          assertThrows(
              CommandException.class,
              () ->
                  link.converse((_, _) -> {
                    throw new IOException("lost");
                  }));
      assertEquals(
          "gave up after 30 s: %s: lost; %s: lost".formatted(first.address(), next.address()),
          e.getMessage());
      assertEquals(first.greetings(), next.greetings());
    }
  }

  /** A standby leads 15 s after the leader's machine is lost. */
  @Test
  void aTakeOverFitsTheDefaultOfRetrySeconds() throws Exception {
    AtomicLong now = new AtomicLong();
    long leads = Duration.ofSeconds(15).toNanos();
    try (TestOffice standby = new TestOffice()) {
      Dialer dialer =
          new Dialer(
              host -> new InetAddress[] {InetAddress.getByName(host)},
              () ->
                  new Socket() {
                    @Override
                    public void connect(SocketAddress address, int millis) throws IOException {
                      if (address.toString().contains("10.0.0.1")) {
                        now.addAndGet(Duration.ofMillis(millis).toNanos());
                        throw new SocketTimeoutException("Connect timed out");
                      }
                      if (now.get() < leads) {
                        throw new IOException("Connection refused");
                      }
                      super.connect(address, millis);
                    }
                  },
              Layer.NONE,
              now::get);
      AgencySettings settings = settings("10.0.0.1:12345," + standby.address());
      boolean isServed = link(settings, dialer, now).converse((_, _) -> true);
      assertTrue(isServed);
      assertTrue(now.get() < Duration.ofSeconds(25).toNanos(), now::toString);
    }
  }

  @Test
  void whoWaitsForTheDrawLeavesAnOfficeThatIsPausedOnceAnotherOneLeads() throws Exception {
    try (TestOffice paused = new TestOffice();
        TestOffice next = new TestOffice();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      next.with(bets(100));
      next.finish();
      next.draw(List.of("30000001"));
      AgencySettings impatient =
          AgencySettings.of(
              "--id=1",
              "--server=" + paused.address() + "," + next.address(),
              "--answer-timeout=2");
      Future<List<String>> winners = threads.submit(() -> winners(impatient));
      await().until(() -> paused.asked() > 0);
      int greetings = paused.greetings();
      paused.pause();
      assertEquals(List.of("30000001"), winners.get());
      assertEquals(greetings, paused.greetings());
      // One by the look, and one that asks for the winners.
      assertTrue(next.greetings() > 1);
    }
  }

  @Test
  void closingEndsALookAtOnce() throws Exception {
    try (TestOffice office = new TestOffice();
        TestOffice other = new TestOffice();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AgencySettings settings = settings(office.address() + "," + other.address());
      // The first look comes at once, and would take long.
      OfficeLink link = TestAgency.link(settings);
      DrawWatch watch = link.watch();
      other.pause();
      Future<CommandException> end =
          threads.submit(() ->
              assertThrows(
                  CommandException.class,
                  () ->
                      link.converse((connection, _) -> {
                        office.pause();
                        watch.look(connection);
                        throw new IOException("not left for another office");
                      })));
      await().until(() -> office.accepted() == 2);
      link.close();
      assertEquals(ExitCode.INTERRUPTED, end.get().exitCode());
    }
  }

  private static AgencySettings settings(String servers) {
    return AgencySettings.of("--id=1", "--server=" + servers);
  }

  private List<String> winners(String servers) throws CommandException {
    return winners(settings(servers));
  }

  private List<String> winners(AgencySettings settings) throws CommandException {
    OfficeLink link =
        new OfficeLink(
            settings,
            new Dialer(Layer.NONE),
            System::nanoTime,
            (_, pause) -> pauses.addAndGet(pause.isZero() ? 0 : 1),
            RandomGenerator.getDefault());
    try (Agency agency = new Agency(settings, link)) {
      return TestAgency.winners(agency, delivery(write(folder, bets(100))));
    }
  }

  /** A link whose pauses take no time but move its clock. */
  private static OfficeLink link(AgencySettings settings, Dialer dialer, AtomicLong now) {
    return new OfficeLink(
        settings,
        dialer,
        now::get,
        (_, pause) -> now.addAndGet(pause.toNanos()),
        RandomGenerator.getDefault());
  }
}
