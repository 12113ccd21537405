package org.bolillero.integration;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what comes soon on an idle machine but late on a busy one. */
final class Patience {
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

  private Patience() {}

  /** Begins to wait, as {@link Awaitility#await()} does, which would give up after ten seconds. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(LONG_ENOUGH);
  }
}
