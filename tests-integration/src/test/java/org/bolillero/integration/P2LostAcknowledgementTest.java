package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bolillero.client.Agency;
import org.bolillero.integration.FaultPlan.End;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is answered is lost on its way to a real agency, once the office has done what it says: the
 * agency comes back, and everything is there exactly once.
 */
@Timeout(300)
class P2LostAcknowledgementTest {
  private static final List<Bet> BETS = Bets.of(1, 100);

  /** Length 11, type 1, version 1, draw 1, agency 1. */
  private static final String HELLO = "0000000b0100010000000100000001";

  @TempDir Path folder;

  /** The office's answers to a file of one batch are WELCOME, STORED, FINISHED, WINNERS. */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "WELCOME,  CLOSE, 0", "WELCOME,  RESET, 0", "WELCOME,  DROP, 0",
    "STORED,   CLOSE, 1", "STORED,   RESET, 1", "STORED,   DROP, 1",
    "FINISHED, CLOSE, 2", "FINISHED, RESET, 2", "FINISHED, DROP, 2",
    "WINNERS,  CLOSE, 3", "WINNERS,  RESET, 3", "WINNERS,  DROP, 3"
  })
  void anAnswerThatIsLostIsMadeUpForByTheNextConnection(String answer, End end, int framesBefore)
      throws Exception {
    Path file = Bets.write(folder.resolve("agency-1.csv"), BETS);
    try (RealOffice office = RealOffice.open(folder.resolve("office"), 1);
        FaultyProxy proxy = losing(office, FaultPlan.toAgency(end, framesBefore, 1))) {
      assertEquals(Bets.winners(BETS), new RealAgency(1, proxy.address(), 1000).submit(file));
      assertEquals(2, proxy.connections(), answer);
      office.stored(1).assertDrawnWith(BETS);
    }
  }

  /** The bets come after the greeting of the next connection, which has been told less. */
  @Test
  void bytesThatComeLateFromALostConnectionAreNotStoredTwice() throws Exception {
    Path file = Bets.write(folder.resolve("agency-1.csv"), BETS);
    try (RealOffice office = RealOffice.open(folder.resolve("office"), 1);
        FaultyProxy proxy =
            losing(
                office,
                FaultPlan.toOffice(End.LATE, 0, 0),
                FaultPlan.toOffice(End.LATE, 1, 0),
                FaultPlan.toOffice(End.LATE, 3, 0),
                FaultPlan.toOffice(End.LATE, 3, -1))) {
      assertEquals(Bets.winners(BETS), new RealAgency(1, proxy.address()).submit(file));
      office.stored(1).assertDrawnWith(BETS);
    }
  }

  /** The greeting that was lost reaches the office while the agency waits for the draw. */
  @Test
  void anAgencyThatItsOwnLateGreetingHasSupersededComesBack() throws Exception {
    Path file = Bets.write(folder.resolve("agency-1.csv"), BETS);
    CountDownLatch isGreeted = new CountDownLatch(1);
    try (RealOffice office = RealOffice.open(folder.resolve("office"), 2);
        FaultyProxy proxy = losing(office, FaultPlan.toOffice(End.CLOSE, 0, 0));
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        Agency agency = new RealAgency(1, proxy.address()).make(Duration.ofMinutes(1));
        Socket late = new Socket()) {
      RealAgency run = new RealAgency(1, proxy.address());
      Future<List<String>> outcome =
          thread.submit(() -> run.winners(agency, file, _ -> isGreeted.countDown()));
      isGreeted.await();
      late.connect(new InetSocketAddress("localhost", office.port()));
      late.getOutputStream().write(HexFormat.of().parseHex(HELLO));
      await().until(() -> proxy.connections() == 3 || outcome.isDone());
      assertFalse(outcome.isDone(), outcome::toString);
      new RealAgency(2, office.address())
          .submit(Bets.write(folder.resolve("agency-2.csv"), List.of()));
      assertEquals(Bets.winners(BETS), outcome.get());
      office.stored(1).assertDrawnWith(BETS);
    }
  }

  @Test
  void winnersOfWhichAPartIsLostAreAllToldAgain() throws Exception {
    List<Bet> many = Bets.of(1, 5000);
    Path file = Bets.write(folder.resolve("agency-1.csv"), many);
    try (RealOffice office = RealOffice.open(folder.resolve("office"), 1);
        FaultyProxy proxy = losing(office, FaultPlan.toAgency(End.RESET, 2, 1))) {
      assertEquals(
          Bets.winners(many), new RealAgency(1, office.address(), 1000).submit(file), "first");
      // It has finished, so it is greeted and then told a first and a second part.
      assertEquals(
          Bets.winners(many), new RealAgency(1, proxy.address(), 1000).submit(file), "again");
      assertEquals(2, proxy.connections());
      office.stored(1).assertDrawnWith(many);
    }
  }

  /** The first connections go by these plans, the others lose nothing. */
  private static FaultyProxy losing(RealOffice office, FaultPlan... plans) throws Exception {
    return new FaultyProxy(
        office::port, i -> i < plans.length ? plans[i] : FaultPlan.NONE, new Faults());
  }
}
