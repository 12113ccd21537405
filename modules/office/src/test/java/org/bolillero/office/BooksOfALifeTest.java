package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Opened;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** A log whose record breaks the rules of a draw's life is damaged, and the entry is named. */
class BooksOfALifeTest {
  private static final Instant TIME = Instant.EPOCH;
  private static final Digest DIGEST = Digest.of(ByteBuffer.allocate(1));
  private static final BetBatch ONE = TestBets.losing(1, 0, 3);
  private static final BetBatch MORE = TestBets.losing(1, 3, 5);
  private static final AgencyTotal TOTAL_ONE = TestBets.total(1, ONE);
  private static final AgencyTotal NOTHING_TWO = TestBets.total(2);
  private static final Excused EXCUSED_TWO = new Excused(NOTHING_TWO, by("ana", "no network"));
  private static final Closed CLOSED = new Closed(Cause.OFFICIAL, by("ana", "the end"));
  private static final Sealed SEALED =
      new Sealed(
          Lists.immutable.of(TOTAL_ONE, NOTHING_TWO),
          Optional.of(new DrawEvent.Stamp(TIME, Optional.empty())));

  private final Books books = new Books();
  private long number;

  private static Decision by(String who, String reason) {
    return new Decision(TIME, who, reason);
  }

  private static Opened opened(NumberSource source) {
    return new Opened(
        new DrawTerms(1, IntSets.immutable.of(1, 2), Optional.empty(), source),
        DIGEST,
        by("ana", ""));
  }

  private static Opened openedFor(int officials) {
    return opened(new NumberSource.Officials(officials));
  }

  private static Numbered numbered(int winning, String reason, String... officials) {
    return new Numbered(winning, Lists.immutable.of(officials), TIME, reason);
  }

  private static Entered entered(int winning, String who) {
    return new Entered(winning, by(who, ""));
  }

  private static Drawn drawn(int winning) {
    return new Drawn(winning, 0, DIGEST, Optional.of(TIME));
  }

  private void replay(DrawEvent... events) throws LogException {
    for (DrawEvent each : events) {
      books.replay(++number, DrawEventCodec.toEntry(each));
    }
  }

  private void replayToTheSeal(NumberSource source) throws LogException {
    replay(opened(source), new Bets(1, ONE), new Finished(TOTAL_ONE), EXCUSED_TWO, CLOSED, SEALED);
  }

  private void replayToTheSeal(int officials) throws LogException {
    replayToTheSeal(new NumberSource.Officials(officials));
  }

  private void assertContradiction(String contradiction, DrawEvent event) {
    LogException failure = assertThrows(LogException.class, () -> replay(event));
    assertEquals(LogException.Kind.DAMAGED, failure.kind());
    assertEquals(
        "entry " + number + " contradicts the log: " + contradiction, failure.getMessage());
  }

  @Test
  void aWholeLifeIsTakenUp() throws Exception {
    replayToTheSeal(2);
    assertEquals(DrawState.SEALED, books.life().state());
    replay(entered(1, "ana"), entered(2, "eva"), entered(3, "eva"), entered(3, "ana"));
    replay(numbered(3, "", "eva", "ana"));
    assertEquals(DrawState.NUMBERED, books.life().state());
    replay(drawn(3));
    replay(new Entered(4, by("ana", "a typo")), new Entered(4, by("eva", "a typo")));
    replay(numbered(4, "a typo", "ana", "eva"), drawn(4));
    assertEquals(DrawState.DRAWN, books.life().state());
    assertEquals(2, books.life().results().size());
    assertEquals(
        List.of(
            "opened", "excused", "closed", "sealed", "entered", "entered", "entered", "entered",
            "number", "drawn", "entered", "entered", "number", "drawn"),
        books.life().lines().collect(RecordLine::event).castToList());
    assertEquals(1L, books.life().lines().getFirst().entry());
    assertEquals(4L, books.life().lines().get(1).entry());
  }

  @Test
  void betsThatDoNotCountAreAContradiction() throws Exception {
    replay(openedFor(1));
    assertContradiction("agency 3, which the draw does not expect", new Bets(3, ONE));
    assertContradiction(
        "agency 3, which the draw does not expect", new Finished(TestBets.total(3)));
    replay(EXCUSED_TWO);
    assertContradiction("bets of agency 2, which was excused", new Bets(2, ONE));
    replay(CLOSED);
    assertContradiction("bets of agency 1 after the close", new Bets(1, ONE));
  }

  @Test
  void anOpeningIsOne() throws Exception {
    replay(openedFor(1));
    assertContradiction("a second opening", openedFor(1));
    replay(CLOSED);
    assertContradiction("a second opening", openedFor(1));
  }

  @Test
  void anOpeningMissesNoAgencyThatHasBets() throws Exception {
    replay(new Bets(3, ONE));
    assertContradiction("an opening without an agency that has bets", openedFor(1));
  }

  @Test
  void nothingOfALifeIsWithoutAnOpening() throws Exception {
    replay(new Bets(1, ONE));
    assertContradiction("a close without an opening", CLOSED);
    assertContradiction(
        "an excuse without an opening", new Excused(TOTAL_ONE, by("ana", "no network")));
  }

  @Test
  void anEarlierVersionKnowsNoNumbers() throws Exception {
    replay(new Bets(1, ONE), new Finished(TOTAL_ONE));
    replay(new Sealed(Lists.immutable.of(TOTAL_ONE), Optional.empty()));
    assertContradiction("a number without an opening", numbered(1, "", "ana"));
    assertContradiction("a number of one of two officials, where one decides", entered(1, "ana"));
    replay(drawn(1));
    assertContradiction("an opening after the end", openedFor(1));
    assertContradiction("a number without an opening", numbered(2, "a typo", "ana"));
  }

  @Test
  void aCloseIsOneAndForAReason() throws Exception {
    replay(openedFor(1), new Finished(TestBets.total(1)));
    assertContradiction(
        "a close before all agencies had finished",
        new Closed(Cause.ALL_FINISHED, by("office", "")));
    replay(CLOSED);
    assertContradiction("a second close", CLOSED);
    assertContradiction("a second close", new Closed(Cause.CLOCK, by("office", "")));
  }

  @Test
  void anExcuseIsOfAnAgencyThatNeedsOneAndWithItsBets() throws Exception {
    replay(openedFor(1), new Bets(1, ONE));
    Excused one = new Excused(TOTAL_ONE, by("ana", "no network"));
    assertContradiction(
        "agency 3, which the draw does not expect",
        new Excused(TestBets.total(3), by("ana", "no network")));
    replay(new Finished(TOTAL_ONE));
    assertContradiction("an excuse of agency 1, which needs none", one);
    replay(EXCUSED_TWO);
    assertContradiction("an excuse of agency 2, which needs none", EXCUSED_TWO);
    assertContradiction("a second end of agency 2", new Finished(NOTHING_TWO));
  }

  @Test
  void anExcuseWithOtherTotalsIsAContradiction() throws Exception {
    replay(openedFor(1), new Bets(1, ONE), new Bets(1, MORE));
    assertContradiction(
        "an excuse of agency 1 that does not match its bets",
        new Excused(TOTAL_ONE, by("ana", "no network")));
  }

  @Test
  void nothingBeforeTheSealComesAfterIt() throws Exception {
    replayToTheSeal(1);
    assertContradiction("an excuse of agency 2, which needs none", EXCUSED_TWO);
    assertContradiction("bets of agency 1 after the seal", new Bets(1, MORE));
    assertContradiction("the end of agency 2 after the seal", new Finished(NOTHING_TWO));
    assertContradiction("a second close", CLOSED);
    assertContradiction("a second seal", SEALED);
  }

  @Test
  void aSealComesAfterTheCloseAndTheLastAgency() throws Exception {
    replay(openedFor(1), new Bets(1, ONE), new Finished(TOTAL_ONE));
    assertContradiction("a seal before all agencies had finished", SEALED);
    replay(EXCUSED_TWO);
    assertContradiction("a seal before the close", SEALED);
    replay(CLOSED);
    assertContradiction(
        "a seal that does not match the bets",
        new Sealed(Lists.immutable.of(TOTAL_ONE), Optional.empty()));
    replay(SEALED);
  }

  @Test
  void noNumberComesBeforeTheSeal() throws Exception {
    replay(openedFor(2), CLOSED);
    assertContradiction("a number before the seal", entered(1, "ana"));
    assertContradiction("a number before the seal", numbered(1, "", "ana", "eva"));
    assertContradiction("a draw without a seal", drawn(1));
  }

  @Test
  void whereOneDecidesItIsOne() throws Exception {
    replayToTheSeal(1);
    String others = "a number that was not entered by those who decide on it";
    assertContradiction("a number of one of two officials, where one decides", entered(1, "ana"));
    assertContradiction(others, numbered(1, ""));
    assertContradiction(others, numbered(1, "", "ana", "eva"));
    replay(numbered(1, "", "ana"));
    assertContradiction("a second number", numbered(1, "", "ana"));
  }

  @Test
  void whereTwoDecideItIsThoseTwoAndTheirNumber() throws Exception {
    replayToTheSeal(2);
    String others = "a number that was not entered by those who decide on it";
    assertContradiction(others, numbered(1, "", "ana", "eva"));
    replay(entered(1, "ana"));
    assertContradiction(others, numbered(1, "", "ana"));
    assertContradiction("a second official who is the first, ana", entered(1, "ana"));
    replay(entered(2, "eva"));
    assertContradiction(others, numbered(1, "", "ana", "eva"));
    replay(entered(3, "ana"), entered(3, "eva"));
    assertContradiction("a number after two that agree", entered(3, "zoe"));
    assertContradiction(others, numbered(3, "", "eva", "ana"));
    assertContradiction(others, numbered(4, "", "ana", "eva"));
    assertContradiction(others, numbered(3, "", "ana", "zoe"));
    replay(numbered(3, "", "ana", "eva"));
    assertContradiction("a second number", entered(3, "ana"));
  }

  @Test
  void aNumberThatWasFixedIsThatOneAndNobodys() throws Exception {
    replayToTheSeal(new NumberSource.Fixed(7));
    String others = "a number that was not entered by those who decide on it";
    assertContradiction(others, numbered(7, "", "ana"));
    assertContradiction(others, numbered(8, ""));
    replay(numbered(7, ""), drawn(7));
    assertContradiction(others, numbered(8, "a typo"));
    replay(numbered(8, "a typo", "ana"), drawn(8));
  }

  @Test
  void aDrawIsHeldWithTheNumberOnRecord() throws Exception {
    replayToTheSeal(1);
    assertContradiction("a draw without a number", drawn(1));
    replay(numbered(1, "", "ana"));
    assertContradiction("a draw with another number", drawn(2));
    replay(drawn(1));
    assertContradiction("a second draw", drawn(1));
  }

  @Test
  void aCorrectionIsOneOfAResult() throws Exception {
    replayToTheSeal(1);
    String early = "a correction before the draw, or none after it";
    assertContradiction(early, numbered(1, "a typo", "ana"));
    replay(numbered(1, "", "ana"), drawn(1));
    assertContradiction(early, numbered(2, "", "ana"));
    replay(numbered(2, "a typo", "ana"));
    assertContradiction("a second number", numbered(3, "a typo", "ana"));
    assertContradiction("a draw with another number", drawn(1));
    replay(drawn(2), numbered(1, "it was right", "eva"), drawn(1));
  }

  @Test
  void anEarlierVersionsLogGoesOnInEveryState() throws Exception {
    DrawTerms terms = DrawTerms.fixed(1, IntSets.immutable.of(1), 7);
    Opened opening = new Opened(terms, DIGEST, by("office", ""));
    Sealed seal = new Sealed(Lists.immutable.of(TOTAL_ONE), Optional.empty());
    Closed all = new Closed(Cause.ALL_FINISHED, by("office", ""));
    List<DrawEvent> before = List.of(new Bets(1, ONE), new Finished(TOTAL_ONE), seal);
    List<DrawEvent> after =
        List.of(new Bets(1, ONE), new Finished(TOTAL_ONE), all, seal, numbered(7, ""), drawn(7));
    for (int size = 0; size <= before.size(); size++) {
      Books whole = new Books();
      List<DrawEvent> events = new ArrayList<>(before.subList(0, size));
      events.add(opening);
      events.addAll(after.subList(size == before.size() ? size + 1 : size, after.size()));
      for (DrawEvent each : events) {
        whole.replay(events.indexOf(each) + 1, DrawEventCodec.toEntry(each));
      }
      assertEquals(DrawState.DRAWN, whole.life().state());
      whole.checkAgainst(terms);
    }
  }

  @Test
  void otherTermsThanThoseOfTheOpeningAreAConflict() throws Exception {
    replay(opened(new NumberSource.Fixed(7)));
    books.checkAgainst(DrawTerms.fixed(1, IntSets.immutable.of(1, 2), 7));
    assertConflict(
        "agencies: the draw was opened with 1-2, not with 1-3: an agency that does not come is"
            + " excused",
        DrawTerms.fixed(1, IntSets.immutable.of(1, 2, 3), 7));
    assertConflict(
        "winning-number: the draw was opened with 7, not with 8",
        DrawTerms.fixed(1, IntSets.immutable.of(1, 2), 8));
    assertConflict(
        "winning-number: the draw was opened with 7, not with a number that officials enter",
        openedFor(1).terms());
  }

  private void assertConflict(String message, DrawTerms terms) {
    assertEquals(
        message,
        assertThrows(SettingsConflictException.class, () -> books.checkAgainst(terms))
            .getMessage());
  }
}
