package org.bolillero.office;

import org.junit.jupiter.api.Test;

/** A log that breaks the rules of the number that wins is damaged, and the entry is named. */
class BooksOfNumbersTest extends ReplayedBooks {
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
}
