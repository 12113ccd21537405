package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.write;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.fuzz.Seed;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.tls.TlsFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agency promises, it promises over TLS, too. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsAgencyTest {
  private static final String TLS = "TLSv1.3";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private TestTls tls;

  @BeforeEach
  void makeAuthority() throws IOException {
    tls = new TestTls(folder);
  }

  @Test
  void anAgencyDeliversAndIsToldItsWinners() throws Exception {
    try (TestOffice office = tls.office();
        Agency agency = new Agency(tls.settings(office.address()))) {
      office.draw(List.of("30000003"));
      assertEquals(List.of("30000003"), TestAgency.winners(agency, write(folder, bets(1000))));
      assertEquals(bets(1000), office.bets());
    }
  }

  @Test
  void itGoesOnAfterConnectionsThatAreCutAnywhere() {
    Seed.run(this::deliverOverCuts);
  }

  private void deliverOverCuts(RandomGenerator random) throws Exception {
    try (TestOffice office = tls.office();
        Agency agency = new Agency(tls.settings(office.address()))) {
      office.cut(() -> new Cut(random.nextLong(20_000), random.nextLong(400)));
      office.draw(List.of());
      assertEquals(List.of(), TestAgency.winners(agency, write(folder, bets(2000))));
      assertEquals(bets(2000), office.bets());
      assertTrue(office.greetings() > 1);
    }
  }

  /** The next address of a name may be of an office whose certificate is good. */
  @Test
  void anAddressWhoseCertificateIsWrongDoesNotHideTheNextOne() throws Exception {
    TestOffice.Opening wrong =
        CarelessTls.with(TestAuthority.named("another").office("office.example").issue(), TLS);
    AtomicReference<TestOffice.Opening> right = new AtomicReference<>(wrong);
    try (TestOffice office = new TestOffice(socket -> right.getAndSet(good()).of(socket))) {
      Dialer dialer =
          new Dialer(
              _ ->
                  new InetAddress[] {
                    InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress()
                  },
              Socket::new,
              tls.layer(),
              System::nanoTime);
      ServerAddress name = new ServerAddress("office.example", office.address().port());
      dialer.dial(name, TIMEOUT, 0, _ -> {}).close();
    }
  }

  @Test
  void ofSeveralOfficesEachMustHaveTheNameByWhichItIsCalled() throws Exception {
    try (TestOffice wrong = tls.office(tls.authority().office("127.0.0.1"));
        TestOffice right = tls.office(tls.authority().office("127.0.0.1"))) {
      String servers = "localhost:%d,%s".formatted(wrong.address().port(), right.address());
      right.draw(List.of("30000003"));
      try (Agency agency = new Agency(tls.settings(servers))) {
        assertEquals(List.of("30000003"), TestAgency.winners(agency, write(folder, bets(10))));
      }
      assertEquals(0, wrong.greetings());
    }
  }

  @Test
  void whoWaitsForTheDrawLooksOverTls() throws Exception {
    try (TestOffice office = tls.office();
        DeadPort nobody = new DeadPort()) {
      AgencySettings settings = tls.settings(office.address() + "," + nobody.address());
      OfficeLink link = new OfficeLink(settings);
      boolean isThere =
          link.converse((connection, _) -> {
            link.watch().look(connection);
            return true;
          });
      assertTrue(isThere);
      assertEquals(1, office.greetings());
      assertEquals(2, tls.shown().size());
    }
  }

  private TestOffice.Opening good() throws IOException {
    try {
      return tls.opening(tls.authority().office("office.example"));
    } catch (TlsFileException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anOfficeThatIsSilentInTheHandshakeCostsItsShareOfTheTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ServerAddress address = new ServerAddress("127.0.0.1", silent.getLocalPort());
      Layer layer = tls.layer();
      CommandException e =
          assertThrows(
              CommandException.class,
              () -> PingCommand.ping(address, Duration.ofMillis(50), layer));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertEquals(
          address + ": expected a handshake of TLS in time, found it unfinished", e.getMessage());
    }
  }

  @Test
  void closingEndsAHandshakeAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ServerAddress address = new ServerAddress("127.0.0.1", silent.getLocalPort());
      Agency agency = new Agency(tls.settings(address));
      Path file = write(folder, bets(1));
      CompletableFuture<CommandException> end = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() ->
              end.complete(
                  assertThrows(CommandException.class, () -> TestAgency.winners(agency, file))));
      try (Socket accepted = silent.accept()) {
        accepted.getInputStream().readNBytes(1); // It has begun.
        agency.close();
        await().until(end::isDone);
        assertEquals(ExitCode.INTERRUPTED, end.join().exitCode());
      }
    }
  }

  /** A person has to act, so it does not come back by itself. */
  @Test
  void anAgencyWhoseCertificateIsRefusedDoesNotTryAgain() throws Exception {
    List<String> options = tls.options(TestAuthority.named("another").agency(TestAgency.ID));
    try (TestOffice office = tls.office()) {
      Path file = write(folder, bets(1));
      List<String> arguments = new ArrayList<>(List.of("--id=1", "--server=" + office.address()));
      arguments.addAll(options);
      try (Agency agency = new Agency(AgencySettings.of(arguments.toArray(String[]::new)))) {
        CommandException e =
            assertThrows(CommandException.class, () -> TestAgency.winners(agency, file));
        assertEquals(ExitCode.REFUSED, e.exitCode());
      }
      assertEquals(0, office.greetings());
      assertEquals(List.of(), office.bets());
    }
  }

  /** It may be mended while the agency waits. */
  @Test
  void anOfficeWhoseCertificateIsWrongIsTriedAgain() throws Exception {
    TestOffice.Opening wrong =
        CarelessTls.with(TestAuthority.named("another").office("127.0.0.1").issue(), TLS);
    AtomicReference<TestOffice.Opening> next = new AtomicReference<>(wrong);
    TestOffice.Opening right = tls.opening(tls.authority().office("127.0.0.1"));
    try (TestOffice office = new TestOffice(socket -> next.getAndSet(right).of(socket));
        Agency agency = new Agency(tls.settings(office.address()))) {
      office.draw(List.of());
      assertEquals(List.of(), TestAgency.winners(agency, write(folder, bets(10))));
      assertEquals(bets(10), office.bets());
    }
  }

  @Test
  void aCertificateThatWasRenewedIsShownFromTheNextConnectionOn() throws Exception {
    try (TestOffice office = tls.office();
        Agency agency = new Agency(tls.settings(office.address()))) {
      office.next(peer -> {
        peer.welcome();
        tls.options(tls.authority().agency(TestAgency.ID));
        throw new IOException("the office is gone");
      });
      office.draw(List.of());
      assertEquals(List.of(), TestAgency.winners(agency, write(folder, bets(10))));
      assertEquals(2, Set.copyOf(tls.shown()).size());
    }
  }
}
