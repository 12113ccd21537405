package org.bolillero.office;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;

class NumberRoundsTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private final NumberRounds rounds = new NumberRounds();
  private Instant now = NOON;

  private DrawEvent.Entered enter(int number, String who, String reason) {
    DrawEvent.Entered entered = new DrawEvent.Entered(number, new Decision(now, who, reason));
    rounds.add(entered);
    return entered;
  }

  private void fail() {
    enter(1, "ana", "");
    enter(2, "eva", "");
  }

  @Test
  void twoWhoEnterTheSameAgreeInTheOrderOfTheirEntries() {
    enter(1234, "eva", "");
    assertNull(rounds.agreed());
    assertTrue(rounds.isHalfEntered());
    assertTrue(rounds.isWaitingFor("eva"));
    assertFalse(rounds.isWaitingFor("ana"));
    now = NOON.plusSeconds(9);
    enter(1234, "ana", "");
    assertEquals(
        new DrawEvent.Numbered(1234, Lists.immutable.of("eva", "ana"), now, ""), rounds.agreed());
    assertFalse(rounds.isHalfEntered());
    assertFalse(rounds.isWaitingFor("eva"));
  }

  @Test
  void theReasonsOfBothAreThoseOfTheNumber() {
    enter(1, "ana", "a typo");
    enter(1, "eva", "a typo");
    assertEquals("a typo", requireNonNull(rounds.agreed()).reason());
    rounds.clear();
    assertNull(rounds.agreed());
    enter(1, "ana", "a typo");
    enter(1, "eva", "read it wrong");
    assertEquals("a typo; read it wrong", requireNonNull(rounds.agreed()).reason());
  }

  @Test
  void twoWhoDifferBothEnterAgain() {
    fail();
    assertNull(rounds.agreed());
    assertFalse(rounds.isHalfEntered());
    enter(3, "eva", "");
    assertTrue(rounds.isWaitingFor("eva"));
    enter(3, "ana", "");
    assertEquals(3, requireNonNull(rounds.agreed()).number());
  }

  @Test
  void onlyWhatWaitsForTheOtherIsHidden() {
    DrawEvent.Entered first = enter(1, "ana", "");
    assertTrue(rounds.isPending(first));
    DrawEvent.Entered second = enter(2, "eva", "");
    assertFalse(rounds.isPending(first));
    assertFalse(rounds.isPending(second));
    now = NOON.plusSeconds(1);
    DrawEvent.Entered third = enter(2, "eva", "");
    assertTrue(rounds.isPending(third));
    assertFalse(rounds.isPending(second));
    enter(2, "ana", "");
    assertFalse(rounds.isPending(third));
  }

  @Test
  void fiveRoundsAreFreeAndThenPausesDouble() {
    for (int round = 1; round < 5; round++) {
      fail();
      assertEquals(Optional.empty(), rounds.pausedUntil(now), "round " + round);
    }
    Duration pause = Duration.ofMinutes(1);
    for (int round = 5; round <= 15; round++) {
      fail();
      assertEquals(Optional.of(now.plus(pause)), rounds.pausedUntil(now), "round " + round);
      assertEquals(
          Optional.of(now.plus(pause)), rounds.pausedUntil(now.plus(pause).minusMillis(1)));
      now = now.plus(pause);
      assertEquals(Optional.empty(), rounds.pausedUntil(now));
      pause = pause.multipliedBy(2);
    }
    fail(); // It does not grow for ever.
    assertEquals(Optional.of(now.plusSeconds(60 * 1024)), rounds.pausedUntil(now));
  }

  @Test
  void theSecondOfARoundNeedNotPause() {
    for (int round = 0; round < 5; round++) {
      fail();
    }
    now = NOON.plusSeconds(60);
    enter(1, "ana", "");
    assertEquals(Optional.empty(), rounds.pausedUntil(NOON));
  }

  @Test
  void aClockThatIsSetBackNeverPausesLongerThanTwice() {
    for (int round = 0; round < 5; round++) {
      fail();
    }
    Optional<Instant> end = Optional.of(NOON.plusSeconds(60));
    assertEquals(end, rounds.pausedUntil(NOON.minusSeconds(60)));
    assertEquals(Optional.empty(), rounds.pausedUntil(NOON.minusSeconds(60).minusMillis(1)));
    assertEquals(Optional.empty(), rounds.pausedUntil(Instant.EPOCH));
  }

  @Test
  void aNumberThatIsOnRecordBeginsAnew() {
    for (int round = 0; round < 6; round++) {
      fail();
    }
    rounds.clear();
    assertEquals(Optional.empty(), rounds.pausedUntil(now));
    assertFalse(rounds.isHalfEntered());
  }
}
