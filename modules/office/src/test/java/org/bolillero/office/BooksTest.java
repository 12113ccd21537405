package org.bolillero.office;

import static org.bolillero.office.testing.TestBets.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** Events that contradict those before them are damage, and are named. */
class BooksTest {
  private static final BetBatch ONE = TestBets.losing(1, 0, 3);
  private static final BetBatch MORE = TestBets.losing(1, 3, 5);
  private static final BetBatch TWO = TestBets.losing(2, 0, 2);
  private static final AgencyTotal TOTAL_ONE = TestBets.total(1, ONE);
  private static final AgencyTotal TOTAL_TWO = TestBets.total(2, TWO);
  private static final Digest OTHER = Digest.of(ByteBuffer.allocate(1));
  private static final Sealed SEAL =
      new Sealed(Lists.immutable.of(TOTAL_ONE, TOTAL_TWO), Optional.empty());
  private static final Drawn DRAWN = new Drawn(WINNING_NUMBER, 0, OTHER, Optional.empty());

  private final Books books = new Books();
  private long number;

  @Test
  void aWholeDrawIsTakenUp() throws Exception {
    replay(new Bets(2, TWO), new Bets(1, ONE), new Bets(1, MORE));
    AgencyTotal whole = TestBets.total(1, ONE, MORE);
    Sealed seal = new Sealed(Lists.immutable.of(whole, TOTAL_TWO), Optional.empty());
    replay(new Finished(whole), new Finished(TOTAL_TWO), seal, DRAWN);
    assertEquals(Lists.immutable.of(whole, TOTAL_TWO), books.totals());
    assertEquals(seal, books.life().seal());
    assertEquals(DRAWN, books.life().drawn());
    assertEquals(4, books.ledger(1).standing().entry());
  }

  @Test
  void betsOfAnAgencyThatHadFinishedAreAContradiction() throws Exception {
    replay(new Bets(1, ONE), new Finished(TOTAL_ONE));
    assertContradiction("bets of agency 1, which had finished", new Bets(1, MORE));
  }

  @Test
  void aSecondEndIsAContradiction() throws Exception {
    replay(new Bets(1, ONE), new Finished(TOTAL_ONE));
    assertContradiction("a second end of agency 1", new Finished(TOTAL_ONE));
  }

  @Test
  void anEndThatDoesNotMatchTheBetsIsAContradiction() throws Exception {
    replay(new Bets(1, ONE));
    assertContradiction(
        "an end of agency 1 that does not match its bets",
        new Finished(new AgencyTotal(1, 4, TOTAL_ONE.digest())));
  }

  @Test
  void anEndWithAnotherDigestIsAContradiction() throws Exception {
    replay(new Bets(1, ONE));
    assertContradiction(
        "an end of agency 1 that does not match its bets",
        new Finished(new AgencyTotal(1, 3, OTHER)));
  }

  @Test
  void nothingButTheDrawFollowsTheSeal() throws Exception {
    replayToTheSeal();
    assertContradiction("bets of agency 3 after the seal", new Bets(3, TWO));
    assertContradiction("the end of agency 3 after the seal", new Finished(TestBets.total(3)));
    assertContradiction("a second seal", SEAL);
    replay(DRAWN);
    assertContradiction("a second draw", DRAWN);
  }

  @Test
  void aSealThatDoesNotMatchTheBetsIsAContradiction() throws Exception {
    replay(new Bets(1, ONE), new Bets(2, TWO), new Finished(TOTAL_ONE), new Finished(TOTAL_TWO));
    assertContradiction(
        "a seal that does not match the bets",
        new Sealed(Lists.immutable.of(TOTAL_ONE), Optional.empty()));
    assertContradiction(
        "a seal that does not match the bets",
        new Sealed(Lists.immutable.of(TOTAL_TWO, TOTAL_ONE), Optional.empty()));
  }

  @Test
  void aSealBeforeAllHaveFinishedIsAContradiction() throws Exception {
    replay(new Bets(1, ONE), new Bets(2, TWO), new Finished(TOTAL_ONE));
    assertContradiction("a seal before all agencies had finished", SEAL);
  }

  @Test
  void aDrawWithoutASealIsAContradiction() throws Exception {
    replay(new Bets(1, ONE), new Finished(TOTAL_ONE));
    assertContradiction("a draw without a seal", DRAWN);
  }

  @Test
  void moreAgenciesAreWelcomeUntilTheSeal() throws Exception {
    replay(new Bets(1, ONE), new Finished(TOTAL_ONE));
    books.checkAgainst(terms(1, 2, 3));
    books.checkAgainst(terms(1));
  }

  @Test
  void anAgencyOfTheLogThatIsNotExpectedIsAConflict() throws Exception {
    replay(new Bets(2, TWO));
    assertConflict("agencies: the log has bets of agency 2, which is not expected", terms(1, 3));
  }

  @Test
  void otherAgenciesThanThoseOfTheSealAreAConflict() throws Exception {
    replayToTheSeal();
    books.checkAgainst(terms(1, 2));
    assertConflict(
        "agencies: the log was sealed with 2 agencies, but 3 are expected", terms(1, 2, 3));
    assertConflict("agencies: the log has bets of agency 2, which is not expected", terms(1));
  }

  @Test
  void anotherWinningNumberIsAConflictOnlyAfterTheDraw() throws Exception {
    replayToTheSeal();
    DrawTerms other = DrawTerms.fixed(1, IntSets.immutable.of(1, 2), 1);
    books.checkAgainst(other);
    replay(DRAWN);
    books.checkAgainst(terms(1, 2));
    assertConflict("winning-number: the draw was held with 7574, not with 1", other);
  }

  private void replayToTheSeal() throws LogException {
    replay(
        new Bets(1, ONE), new Bets(2, TWO), new Finished(TOTAL_ONE), new Finished(TOTAL_TWO), SEAL);
  }

  private void replay(DrawEvent... events) throws LogException {
    for (DrawEvent each : events) {
      books.replay(++number, DrawEventCodec.toEntry(each));
    }
  }

  private void assertContradiction(String contradiction, DrawEvent event) {
    LogException failure = assertThrows(LogException.class, () -> replay(event));
    assertEquals(Kind.DAMAGED, failure.kind());
    assertEquals(
        "entry " + number + " contradicts the log: " + contradiction, failure.getMessage());
  }

  private void assertConflict(String message, DrawTerms terms) {
    assertEquals(
        message,
        assertThrows(SettingsConflictException.class, () -> books.checkAgainst(terms))
            .getMessage());
  }

  private static DrawTerms terms(int... agencies) {
    return DrawTerms.fixed(1, IntSets.immutable.of(agencies), WINNING_NUMBER);
  }
}
