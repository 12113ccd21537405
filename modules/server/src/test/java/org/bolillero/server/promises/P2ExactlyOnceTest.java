package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bet is stored exactly once and in order, whatever connections come and go. */
class P2ExactlyOnceTest {
  private static final int BETS = 600;

  @TempDir Path folder;

  @Test
  void aBatchThatIsSentAgainIsAcknowledgedAgainAndStoredOnce() throws Exception {
    BetBatch bets = TestBets.losing(1, 0, 5);
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      for (int i = 0; i < 5; i++) {
        Request.Batch batch = new Request.Batch(0, bets);
        assertEquals(5, agency.ask(batch, Response.Stored.class).stored());
      }
    }
    assertEquals(listOf(bets), StoredLog.in(folder).bets(1));
  }

  @Test
  void whatWasStoredIsToldInTheWelcomeWithItsDigest() throws Exception {
    List<Bet> all = randomBets(new SplittableRandom(1));
    for (int stored = 0; stored < 50; stored += 10) {
      try (CentralOffice office = new OfficeSetup(folder, 1).open();
          TestAgency agency = new TestAgency(office.port(), 1)) {
        Response.Welcome welcome = agency.ask(agency.hello(), Response.Welcome.class);
        assertEquals(stored, welcome.stored());
        assertEquals(digest(all, stored), welcome.digest());
        BetBatch next = TestBets.of(all.subList(stored, stored + 10));
        agency.ask(new Request.Batch(stored, next), Response.Stored.class);
      }
    }
  }

  @Test
  void connectionsThatBreakAndAnOfficeThatRestartsLoseAndDoubleNothing() {
    Seed.run(random -> {
      List<Bet> all = randomBets(random);
      boolean finished = false;
      while (!finished) {
        try (CentralOffice office = new OfficeSetup(folder, 1).open()) {
          for (int i = 0; i < 5 && !finished; i++) {
            finished = deliverSome(office.port(), all, random);
          }
        }
      }
      assertEquals(all, StoredLog.in(folder).bets(1));
    });
  }

  @Test
  void connectionsOfOneAgencyThatRaceLoseAndDoubleNothing() {
    Seed.run(random -> {
      List<Bet> all = randomBets(random);
      try (CentralOffice office = new OfficeSetup(folder, 1).open()) {
        List<Background<?>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          RandomGenerator own = new SplittableRandom(random.nextLong());
          racers.add(
              Background.run(() -> {
                while (!deliverSome(office.port(), all, own)) {
                  // Another connection was newer, or this one has broken off.
                }
              }));
        }
        for (Background<?> each : racers) {
          each.await();
        }
      }
      StoredLog log = StoredLog.in(folder);
      assertEquals(all, log.bets(1));
      assertEquals(1, log.count(DrawEvent.Finished.class));
    });
  }

  @Test
  void theNewestConnectionWinsAndTheOlderOneIsTold() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency oldest = TestAgency.greeted(office.port(), 1)) {
      oldest.submit(TestBets.losing(1, 0, 2));
      try (TestAgency newest = TestAgency.greeted(office.port(), 1)) {
        assertEquals(
            "agency 1 has opened another connection", oldest.receiveError(ErrorCode.SUPERSEDED));
        Request.Batch next = new Request.Batch(2, TestBets.losing(1, 2, 4));
        assertEquals(4, newest.ask(next, Response.Stored.class).stored());
      }
    }
    assertEquals(listOf(TestBets.losing(1, 0, 4)), StoredLog.in(folder).bets(1));
  }

  @Test
  void anOlderConnectionThatIsStillSendingReadsWhyItEnds() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency older = TestAgency.greeted(office.port(), 1);
        TestAgency newer = TestAgency.greeted(office.port(), 1)) {
      for (int i = 0; i < 20; i++) {
        older.send(new Request.Ping(ByteBuffer.allocate(64)));
      }
      older.receiveError(ErrorCode.SUPERSEDED);
      newer.submit(TestBets.losing(1, 0, 1));
    }
  }

  /**
   * Connects, goes on where the office is, or a little before, and breaks off somewhere. Returns
   * whether the office has all bets and has said so.
   */
  private static boolean deliverSome(int port, List<Bet> all, RandomGenerator random)
      throws ProtocolException {
    try (TestAgency agency = new TestAgency(port, 1)) {
      agency.send(agency.hello());
      Optional<Response> answer = agency.receiveIfAny();
      if (answer.isEmpty() || !(answer.get() instanceof Response.Welcome welcome)) {
        return false;
      }
      int next = (int) welcome.stored();
      assertEquals(digest(all, next), welcome.digest());
      next -= random.nextInt(Math.min(next, 10) + 1);
      for (int batches = random.nextInt(8); batches > 0 && next < all.size(); batches--) {
        int end = Math.min(all.size(), next + random.nextInt(1, 40));
        if (next < welcome.stored()) {
          end = (int) Math.min(end, welcome.stored()); // A repeat must not reach further.
        }
        agency.send(new Request.Batch(next, TestBets.of(all.subList(next, end))));
        next = end;
      }
      if (next < all.size() || random.nextBoolean()) {
        readSomeAnswers(agency, random);
        return false;
      }
      agency.send(new Request.Finish(all.size(), digest(all, all.size())));
      answer = agency.receiveIfAny();
      while (answer.isPresent() && answer.get() instanceof Response.Stored) {
        answer = agency.receiveIfAny();
      }
      return answer.isPresent() && answer.get() instanceof Response.Finished;
    } catch (IOException _) {
      return false;
    }
  }

  private static void readSomeAnswers(TestAgency agency, RandomGenerator random)
      throws IOException, ProtocolException {
    agency.socket().setSoTimeout(1);
    for (int i = random.nextInt(3); i > 0; i--) {
      agency.receiveIfAny();
    }
    agency.socket().setSoLinger(random.nextBoolean(), 0); // Sometimes it ends with a reset.
  }

  private static List<Bet> randomBets(RandomGenerator random) {
    return listOf(TestBets.random(1, 0, BETS, random));
  }

  private static List<Bet> listOf(BetBatch batch) {
    List<Bet> bets = new ArrayList<>();
    batch.forEach(bets::add);
    return bets;
  }

  private static Digest digest(List<Bet> all, int count) {
    return count == 0
        ? TestBets.digest(List.of())
        : TestBets.digest(List.of(TestBets.of(all.subList(0, count))));
  }
}
