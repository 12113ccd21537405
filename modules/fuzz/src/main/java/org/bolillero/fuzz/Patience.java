package org.bolillero.fuzz;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what comes soon on an idle machine, and late on a busy one. */
public final class Patience {
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);
  private static final Duration OFTEN = Duration.ofMillis(10);

  private Patience() {}

  /**
   * Begins to wait, as {@link Awaitility#await()} does, which would give up after ten seconds, and
   * would lose a tenth of a second even if nothing has to be waited for.
   *
   * @return to be told what is waited for
   */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONG_ENOUGH).pollDelay(Duration.ZERO).pollInterval(OFTEN);
  }
}
