package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A clock that cannot be right is found out before it says anything about dates of birth. */
class DayClockTest {
  @Test
  void aClockThatIsOlderThanTheProgramIsRefusedAndSaysWhatTodayIsByIt() {
    Clock wrong = Clock.fixed(Instant.parse("1985-10-26T09:00:00Z"), ZoneOffset.UTC);
    CommandException refused = assertThrows(CommandException.class, () -> DayClock.checked(wrong));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("today is 1985-10-26"), message);
    LocalDate built = LocalDate.ofInstant(DayClock.built(), ZoneOffset.UTC);
    assertTrue(message.contains("from " + built + " on"), message);
  }

  @Test
  void aClockIsGoodFromTheMomentOfTheBuildOn() throws Exception {
    Clock first = Clock.fixed(DayClock.built(), ZoneOffset.UTC);
    assertSame(first, DayClock.checked(first));
    Clock before = Clock.fixed(DayClock.built().minusMillis(1), ZoneOffset.UTC);
    assertThrows(CommandException.class, () -> DayClock.checked(before));
  }
}
