package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Opened;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** A log whose record breaks the rules of a draw's life is damaged, and the entry is named. */
class BooksOfALifeTest extends ReplayedBooks {
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
