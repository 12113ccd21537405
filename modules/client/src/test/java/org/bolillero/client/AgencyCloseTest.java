package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.submit;
import static org.bolillero.client.TestAgency.write;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.bolillero.client.TestOffice.Script;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an agency is doing when it is closed, it ends at once, and a later run goes on. */
@Timeout(300)
class AgencyCloseTest {
  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void aClosedAgencyDoesNotBegin() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Agency agency = new Agency(settings(office));
      agency.close();
      agency.close();
      Path file = write(folder, bets(1));
      assertClosed(
          threads.submit(() -> agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE)));
      assertEquals(0, office.greetings());
    }
  }

  @Test
  void closingEndsTheAttemptToConnect() throws Exception {
    List<Socket> others = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(full, others);
      Agency agency = new Agency(settings(address(full)));
      Future<?> work =
          threads.submit(
              () -> agency.submit(delivery(write(folder, bets(1))), _ -> {}, WinnersTarget.NONE));
      await().during(Duration.ofMillis(100)).until(() -> !work.isDone());
      agency.close();
      assertClosed(work);
    } finally {
      for (Socket each : others) {
        each.close();
      }
    }
  }

  @Test
  void closingEndsThePauseBeforeAnotherAttempt() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      AgencySettings settings = settings(nobody.address());
      CountDownLatch pausing = new CountDownLatch(1);
      OfficeLink link =
          new OfficeLink(
              settings,
              new Dialer(Dialer.Layer.NONE),
              System::nanoTime,
              (end, _) -> {
                pausing.countDown();
                end.await();
              },
              RandomGenerator.getDefault());
      Agency agency = new Agency(settings, link);
      Future<?> work =
          threads.submit(
              () -> agency.submit(delivery(write(folder, bets(1))), _ -> {}, WinnersTarget.NONE));
      pausing.await();
      agency.close();
      assertClosed(work);
    }
  }

  @Test
  void closingEndsTheWaitForTheGreeting() throws Exception {
    closeDuring(reached ->
        peer -> {
          peer.expect(Request.Hello.class);
          reached.countDown();
          peer.beSilent();
        });
  }

  @Test
  void closingEndsTheWaitForAnAcknowledgement() throws Exception {
    closeDuring(reached ->
        peer -> {
          peer.welcome();
          peer.swallow(peer.receive());
          reached.countDown();
          peer.beSilent();
        });
  }

  @Test
  void closingEndsTheWaitForTheReceiptOfTheEnd() throws Exception {
    closeDuring(reached ->
        peer -> {
          Request request = peer.receive();
          for (; !(request instanceof Request.Finish); request = peer.receive()) {
            peer.answer(request);
          }
          reached.countDown();
          peer.beSilent();
        });
  }

  @Test
  void closingEndsTheWaitForTheDraw() throws Exception {
    closeDuring(reached ->
        peer -> {
          Request request = peer.receive();
          for (; !(request instanceof Request.AskWinners); request = peer.receive()) {
            peer.answer(request);
          }
          reached.countDown();
          peer.beSilent();
        });
  }

  @Test
  void closingEndsASendThatTheOfficeDoesNotTake() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (TestOffice office =
        new TestOffice()
            .next(peer -> {
              peer.welcome();
              end.await();
            })) {
      Path file = write(folder, bets(400_000));
      AtomicLong read = new AtomicLong();
      Agency agency = new Agency(settings(office));
      Future<?> work =
          threads.submit(() -> agency.submit(delivery(file), read::set, WinnersTarget.NONE));
      AtomicLong before = new AtomicLong();
      await()
          .during(Duration.ofMillis(100))
          .until(() -> read.get() > 0 && before.getAndSet(read.get()) == read.get());
      assertTrue(read.get() < file.toFile().length(), "all of it was sent");
      agency.close();
      assertClosed(work);
      end.countDown();
    }
  }

  @Test
  void anInterruptEndsTheAgencyAndIsKept() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Path file = write(folder, bets(10));
      Agency agency = new Agency(settings(office));
      AtomicReference<String> end = new AtomicReference<>("");
      Thread worker =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE);
                } catch (CommandException e) {
                  end.set(e.exitCode() + " " + Thread.currentThread().isInterrupted());
                }
              });
      await().until(office::isFinished);
      worker.interrupt();
      worker.join();
      assertEquals("INTERRUPTED true", end.get());
    }
  }

  @FunctionalInterface
  private interface Scene {
    Script playing(CountDownLatch reached);
  }

  private void closeDuring(Scene scene) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    try (TestOffice office = new TestOffice().next(scene.playing(reached))) {
      office.draw(List.of());
      Path file = write(folder, bets(25));
      Agency agency = new Agency(settings(office));
      Future<?> work =
          threads.submit(() -> agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE));
      reached.await();
      agency.close();
      assertClosed(work);

      submit(office, file);
      assertEquals(bets(25), office.bets());
    }
  }

  private static void assertClosed(Future<?> work) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> work.get(2, TimeUnit.MINUTES));
    assertEquals(
        ExitCode.INTERRUPTED, assertInstanceOf(CommandException.class, e.getCause()).exitCode());
  }

  /** Connects until the system takes no more connections that nobody accepts. */
  private static void fill(ServerSocket listener, List<Socket> others) throws IOException {
    try {
      while (true) {
        Socket other = new Socket();
        others.add(other);
        other.connect(listener.getLocalSocketAddress(), 100);
      }
    } catch (SocketTimeoutException _) {
      // Full.
    }
  }

  private static ServerAddress address(ServerSocket listener) {
    return new ServerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
  }
}
