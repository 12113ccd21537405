package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request.AskWinners;
import org.bolillero.protocol.Request.Batch;
import org.bolillero.protocol.Request.Finish;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * FINISH as no real agency says it, and bets behind it: one end, one draw, on just the bets that
 * were there.
 */
class P4OddFinishTest {
  private static final BetBatch BETS = TestBets.of(1, 6, 2);
  private static final BetBatch MORE = TestBets.losing(1, 6, 8);
  private static final Digest DIGEST = TestBets.digest(List.of(BETS));
  private static final Digest OTHER_DIGEST = Digest.of(ByteBuffer.allocate(1));
  private static final Digest NO_BETS = TestBets.digest(List.of());
  private static final Finish END = new Finish(6, DIGEST);
  private static final Finish LONGER_END = new Finish(8, TestBets.digest(List.of(BETS, MORE)));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void wrongTotalsAreRefusedAndDoNotFinishTheAgency(Meanwhile meanwhile) throws Exception {
    try (OddAgency agency = withSixBets()) {
      agency.let(meanwhile);
      for (Finish wrong :
          List.of(
              new Finish(5, DIGEST),
              new Finish(7, DIGEST),
              new Finish(6, OTHER_DIGEST),
              new Finish(6, NO_BETS),
              new Finish(0, NO_BETS),
              new Finish(Long.MAX_VALUE, DIGEST),
              LONGER_END)) {
        assertEquals(List.of("TOTALS_DIFFER"), agency.say(wrong));
        assertEquals(List.of("NOT_FINISHED"), agency.say(new AskWinners(true)));
      }
      finishTheOther(agency);
      assertEquals(List.of("NOT_READY 1 2"), agency.say(new AskWinners(false)));
      assertEquals(List.of("FINISHED 2 2"), agency.say(END));
      assertEquals(List.of("WINNERS 2"), agency.say(new AskWinners(true)));
    }
    assertOneDraw();
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsTheEndChangesNothing(Meanwhile meanwhile) throws Exception {
    try (OddAgency agency = withSixBets()) {
      assertEquals(List.of("FINISHED 1 2"), agency.say(END));
      agency.let(meanwhile);
      assertEquals(List.of("FINISHED 1 2"), agency.say(END));
      assertNothingIsTaken(agency);
      assertEquals(List.of("NOT_READY 1 2"), agency.say(new AskWinners(false)));
      finishTheOther(agency);
      assertEquals(List.of("WINNERS 2"), agency.say(new AskWinners(true)));
      agency.let(meanwhile);
      assertEquals(List.of("FINISHED 2 2"), agency.say(END));
      assertNothingIsTaken(agency);
      assertEquals(List.of("WINNERS 2"), agency.say(new AskWinners(true)));
    }
    assertOneDraw();
  }

  private static void assertNothingIsTaken(OddAgency agency) throws Exception {
    Batch next = new Batch(6, MORE);
    Batch repeat = new Batch(0, BETS);
    assertEquals(List.of("STORED 6"), agency.say(repeat));
    assertEquals(List.of("ALREADY_FINISHED"), agency.say(next));
    assertEquals(List.of("OUT_OF_ORDER"), agency.say(new Batch(5, MORE)));
    assertEquals(List.of("OUT_OF_ORDER"), agency.say(new Batch(7, MORE)));
    assertEquals(List.of("ALREADY_FINISHED"), agency.say(next, LONGER_END));
    assertEquals(List.of("STORED 6", "ALREADY_FINISHED"), agency.say(repeat, next));
    assertEquals(List.of("TOTALS_DIFFER"), agency.say(LONGER_END));
    assertEquals(List.of("TOTALS_DIFFER"), agency.say(new Finish(6, OTHER_DIGEST)));
    assertEquals(List.of("TOTALS_DIFFER"), agency.say(new Finish(0, NO_BETS)));
  }

  /** The office waits for agencies 1 and 2; agency 1 has sent six bets, of which two win. */
  private OddAgency withSixBets() throws Exception {
    OddAgency agency = new OddAgency(new OfficeSetup(folder, 2));
    assertEquals(List.of("STORED 6"), agency.say(new Batch(0, BETS)));
    return agency;
  }

  private static void finishTheOther(OddAgency agency) throws Exception {
    try (TestAgency other = TestAgency.greeted(agency.port(), 2)) {
      other.finish();
    }
  }

  private void assertOneDraw() throws Exception {
    List<Bet> expected = new ArrayList<>();
    BETS.forEach(expected::add);
    StoredLog log = StoredLog.in(folder);
    assertEquals(expected, log.bets(1));
    assertEquals(2, log.count(DrawEvent.Finished.class));
    assertEquals(1, log.count(DrawEvent.Sealed.class));
    assertEquals(1, log.count(DrawEvent.Drawn.class));
  }
}
