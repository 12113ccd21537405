package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long STALL_NANOS = 100_000_000;

  @Test
  void aLimitSaysWhenABetIsDue() {
    Pace pace = new Pace(false, 1_000);
    assertTrue(pace.isLimited());
    assertEquals(500_000_000, pace.nanosFor(500));
    assertFalse(new Pace(false, 0).isLimited());
  }

  /** A hundred batches of 1 ms each, and one that stalls: without it, a hundred more would come. */
  @Test
  void whatAStallKeptFromBeingSentCountsAsLate() {
    Histogram recorded = stalled();
    assertEquals(101, recorded.getTotalCount());
    Histogram corrected = new Pace(true, 0).corrected(recorded);
    assertEquals(200, (double) corrected.getTotalCount(), 2);
    assertTrue(corrected.getValueAtPercentile(75) > 40_000_000);
  }

  @Test
  void whoDoesNotWaitForAnswersIsNotCorrected() {
    Histogram recorded = stalled();
    assertSame(recorded, new Pace(false, 0).corrected(recorded));
  }

  private static Histogram stalled() {
    Histogram recorded = new Histogram(3);
    recorded.recordValueWithCount(1_000_000, 100);
    recorded.recordValue(STALL_NANOS);
    return recorded;
  }
}
