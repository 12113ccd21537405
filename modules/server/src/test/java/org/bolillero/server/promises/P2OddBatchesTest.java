package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Request.Batch;
import org.bolillero.protocol.Response;
import org.bolillero.server.Answers;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches and greetings as no real agency sends them: every bet is stored once all the same. */
class P2OddBatchesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void repeatsAreAcknowledgedAndStoredOnceHoweverTheyAreCut(Meanwhile meanwhile) throws Exception {
    try (OddAgency agency = withSixBets(meanwhile)) {
      assertEquals(List.of("STORED 6"), agency.say(bets(0, 3)));
      assertEquals(List.of("STORED 6"), agency.say(bets(3, 6)));
      assertEquals(List.of("STORED 6"), agency.say(bets(0, 6)));
      assertEquals(List.of("STORED 6"), agency.say(bets(1, 5), bets(5, 6), bets(0, 1)));
      assertEquals(List.of("STORED 8"), agency.say(bets(2, 4), bets(6, 8), bets(4, 8)));
    }
    assertStored(8);
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatThatReachesFurtherIsRefusedAsAWhole(Meanwhile meanwhile) throws Exception {
    try (OddAgency agency = withSixBets(meanwhile)) {
      assertEquals(List.of("OUT_OF_ORDER"), agency.say(bets(3, 8)));
      assertEquals(List.of("OUT_OF_ORDER"), agency.say(bets(0, 7)));
      assertEquals(List.of("STORED 8"), agency.say(bets(6, 8)));
    }
    assertStored(8);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchThatLeavesAGapIsRefused(Meanwhile meanwhile) throws Exception {
    try (OddAgency agency = withSixBets(meanwhile)) {
      assertEquals(List.of("OUT_OF_ORDER"), agency.say(bets(7, 9)));
      assertEquals(List.of("STORED 9"), agency.say(bets(6, 9)));
    }
    assertStored(9);
  }

  @Test
  void whatCameBeforeABatchOutOfOrderIsStoredAndWhatComesBehindItIsNot() throws Exception {
    try (OddAgency agency = withSixBets(Meanwhile.NOTHING)) {
      assertEquals(
          List.of("STORED 9", "OUT_OF_ORDER"),
          agency.say(bets(6, 8), bets(0, 6), bets(8, 9), bets(7, 10), bets(9, 12)));
    }
    assertStored(9);
  }

  /** A repeat is known by its index. That its content is the same is for the digests to tell. */
  @ParameterizedTest
  @EnumSource
  void otherBetsAtTheIndexOfStoredOnesAreNotStoredAndCannotBeFinishedWith(Meanwhile meanwhile)
      throws Exception {
    BetBatch others = TestBets.of(1, 6, 6);
    Digest right = TestBets.digest(List.of(TestBets.losing(1, 0, 6)));
    try (OddAgency agency = withSixBets(meanwhile)) {
      assertEquals(List.of("STORED 6"), agency.say(new Batch(0, others)));
      assertEquals(
          List.of("TOTALS_DIFFER"),
          agency.say(new Request.Finish(6, TestBets.digest(List.of(others)))));
      assertEquals(List.of("FINISHED 1 2"), agency.say(new Request.Finish(6, right)));
    }
    assertStored(6);
  }

  @Test
  void ofTwoConnectionsThatBothSendOnWithoutWaitingTheNewerOneStoresTheRest() throws Exception {
    int count = 400;
    try (CentralOffice office = new OfficeSetup(folder, 2).open();
        TestAgency older = TestAgency.greeted(office.port(), 1);
        TestAgency newer = new TestAgency(office.port(), 1)) {
      older.send(singleBets(0, count / 2));
      Response.Welcome welcome = newer.ask(newer.hello(), Response.Welcome.class);
      older.sendIfOpen(singleBets(count / 2, count));
      newer.send(singleBets((int) welcome.stored(), count));
      long stored = welcome.stored();
      while (stored < count) {
        stored = newer.receive(Response.Stored.class).stored();
      }
      older.awaitEnd();
    }
    assertStored(count);
  }

  /** Greeting and batch wait for the same permit, in this order. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheOlderConnectionHasSentBeforeButTheOfficeHandlesAfterTheGreetingIsRefused(
      boolean isFinish) throws Exception {
    Digest digest = TestBets.digest(List.of(TestBets.losing(1, 0, 6)));
    Request late = isFinish ? new Request.Finish(6, digest) : bets(6, 9);
    try (CentralOffice office = new OfficeSetup(folder, 2).sessionsMax(1).open();
        TestAgency older = TestAgency.greeted(office.port(), 1);
        TestAgency newer = new TestAgency(office.port(), 1)) {
      older.ask(bets(0, 6), Response.Stored.class);
      Insight.permits(office).acquire();
      newer.send(newer.hello());
      await().until(() -> Insight.permits(office).getQueueLength() == 1);
      older.send(late);
      await().until(() -> Insight.permits(office).getQueueLength() == 2);
      Insight.permits(office).release();
      assertEquals("WELCOME 6 OPEN draw 1", Answers.describe(newer.receive()));
      older.receiveError(ErrorCode.SUPERSEDED);
      assertEquals(8, newer.ask(bets(6, 8), Response.Stored.class).stored());
    }
    assertStored(8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, UNSUPPORTED_VERSION",
    "3, 1, 1, UNSUPPORTED_VERSION",
    "1, 2, 1, WRONG_DRAW",
    "2, 2, 1, WRONG_DRAW",
    "1, 1, 3, UNKNOWN_AGENCY",
    "3, 2, 3, UNSUPPORTED_VERSION",
    "1, 2, 3, WRONG_DRAW"
  })
  void aGreetingThatIsRefusedNeitherStoresNorSupersedesAnything(
      int version, int draw, int id, String error) throws Exception {
    try (OddAgency agency = withSixBets(Meanwhile.NOTHING);
        TestAgency stranger = new TestAgency(agency.port(), 1)) {
      stranger.sendIfOpen(new Request.Hello(version, draw, id), bets(6, 9));
      assertEquals(error, Answers.describe(stranger.receive()));
      assertEquals(List.of("STORED 8"), agency.say(bets(6, 8)));
    }
    assertStored(8);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 1", "2, 1, 1", "1, 1, 2"})
  void aSecondGreetingEndsTheConnectionAndOnlyWhatCameBeforeItIsStored(
      int version, int draw, int id) throws Exception {
    Request again = new Request.Hello(version, draw, id);
    try (OddAgency agency = withSixBets(Meanwhile.NOTHING)) {
      assertEquals(List.of("STORED 8", "MALFORMED"), agency.say(bets(6, 8), again, bets(8, 9)));
      assertEquals(List.of("STORED 9"), agency.say(bets(8, 9)));
    }
    assertStored(9);
  }

  /** The office waits for agencies 1 and 2; agency 1 has sent six bets in two batches. */
  private OddAgency withSixBets(Meanwhile meanwhile) throws Exception {
    OddAgency agency = new OddAgency(new OfficeSetup(folder, 2));
    assertEquals(List.of("STORED 6"), agency.say(bets(0, 3), bets(3, 6)));
    agency.let(meanwhile);
    return agency;
  }

  private static Batch bets(long from, long to) {
    return new Batch(from, TestBets.losing(1, from, to));
  }

  private static Batch[] singleBets(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> bets(i, i + 1)).toArray(Batch[]::new);
  }

  private void assertStored(int count) throws Exception {
    List<Bet> expected = new ArrayList<>();
    TestBets.losing(1, 0, count).forEach(expected::add);
    StoredLog log = StoredLog.in(folder);
    assertEquals(expected, log.bets(1));
    assertEquals(List.of(), log.bets(2));
  }
}
