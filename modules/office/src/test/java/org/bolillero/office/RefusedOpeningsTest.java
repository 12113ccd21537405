package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.agencies;
import static org.bolillero.office.DrawsSetup.closingAt;
import static org.bolillero.office.DrawsSetup.decideNumber;
import static org.bolillero.office.DrawsSetup.deliver;
import static org.bolillero.office.DrawsSetup.holdOne;
import static org.bolillero.office.DrawsSetup.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Openings that are refused: nothing is left of them. */
class RefusedOpeningsTest {
  @TempDir Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(data);
  }

  @Test
  void aNumberIsTakenOnlyOnce() throws Exception {
    try (Draws draws = setup.start(Optional.of(DrawTerms.fixed(1, agencies(1), 1)))) {
      assertNotOpened("draw: expected a new number, found 1", draws, terms(1, 1));
      holdOne(draws, 2);
      setup.letTimePass(draws);
      assertNotOpened("draw: expected a new number, found 2", draws, terms(2, 1));
      Files.createDirectory(setup.folder(3)); // Put there by an operator, say.
      assertNotOpened(
          "draw: expected a new number, found 3, whose folder is there since the start",
          draws,
          terms(3, 1));
      draws.openDraw(terms(4, 1), "ana");
    }
  }

  private static void assertNotOpened(String message, Draws draws, DrawTerms terms)
      throws Exception {
    assertNotOpened(DecisionException.Kind.CONFLICT, message, draws, terms);
  }

  private static void assertNotOpened(
      DecisionException.Kind kind, String message, Draws draws, DrawTerms terms) throws Exception {
    int before = draws.list().size();
    DecisionException refused =
        assertThrows(DecisionException.class, () -> draws.openDraw(terms, "ana"));
    assertEquals(kind, refused.kind());
    assertEquals(message, refused.getMessage());
    assertEquals(before, draws.list().size());
  }

  @Test
  void termsThatAreNoneOpenNothing() throws Exception {
    try (Draws draws = setup.start()) {
      assertInvalid("draw: expected a number from 1, found 0", draws, terms(0, 1));
      assertInvalid("draw: expected a number from 1, found -1", draws, terms(-1, 1));
      String agencies = "agencies: expected 1 to 65536, each with a number from 1, found ";
      assertInvalid(agencies + 0, draws, terms(1, 0));
      assertInvalid(agencies + 65_537, draws, terms(1, 65_537));
      assertInvalid(agencies + 2, draws, DrawTerms.fixed(1, IntSets.immutable.of(0, 1), 1));
      assertInvalid(agencies + 1, draws, DrawTerms.fixed(1, IntSets.immutable.of(-5), 1));
      String number = "number: expected 0 to 9999, found ";
      assertInvalid(number + 10_000, draws, DrawTerms.fixed(1, agencies(1), 10_000));
      assertInvalid(number + -1, draws, DrawTerms.fixed(1, agencies(1), -1));
      assertInvalid(
          "closesAt: expected a time in the future, found " + DrawsSetup.NOON,
          draws,
          closingAt(DrawsSetup.NOON));
      assertInvalid(
          "closesAt: expected a time before 9999-12-31T00:00:00Z, found a later one",
          draws,
          closingAt(Instant.MAX));
      assertThrows(DecisionException.class, () -> draws.openDraw(terms(1, 1), "office"));
      assertEquals(List.of(), folders());
    }
  }

  private static void assertInvalid(String message, Draws draws, DrawTerms terms) throws Exception {
    assertNotOpened(DecisionException.Kind.INVALID, message, draws, terms);
  }

  private List<String> folders() throws Exception {
    try (var all = Files.list(data)) {
      return all.filter(Files::isDirectory).map(each -> each.getFileName().toString()).toList();
    }
  }

  @Test
  void onlySoManyDrawsRunAtTheSameTime() throws Exception {
    try (Draws draws = setup.start()) {
      for (int number = 1; number <= Draws.RUNNING_MAX; number++) {
        draws.openDraw(terms(number, 1), "ana");
      }
      assertNotOpened(
          "expected at most 16 draws that are not over, found 16 already", draws, terms(99, 1));
      deliver(draws, 5, 1);
      decideNumber(draws, 5);
      draws.openDraw(terms(99, 1), "ana");
    }
    try (Draws draws = setup.start()) {
      assertEquals(17, draws.list().size());
      assertEquals(Draws.RUNNING_MAX, draws.agencies());
    }
  }

  @Test
  void anOfficeWithoutRoomOpensNoDraw() throws Exception {
    setup.admission =
        (terms, others) -> {
          if (terms.agencies().size() + others > 5) {
            throw DecisionException.conflict("5 at most");
          }
        };
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(1, 3), "ana");
      assertNotOpened("5 at most", draws, terms(2, 3));
      draws.openDraw(terms(2, 2), "ana");
      assertEquals(5, draws.agencies());
    }
    assertEquals(2, folders().size());
  }

  @Test
  void nothingIsFoundOrOpenedOnceTheOfficeStops() throws Exception {
    Draws draws = setup.start();
    holdOne(draws, 1);
    draws.close();
    draws.close();
    assertNotOpened(DecisionException.Kind.BUSY, "the office is stopping", draws, terms(2, 1));
    assertEquals(List.of(), DrawsSetup.openFiles(data));
  }
}
