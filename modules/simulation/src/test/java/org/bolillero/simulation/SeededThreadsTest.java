package org.bolillero.simulation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What cannot be repeated from a seed does not pass unnoticed. */
class SeededThreadsTest {
  private final SeededThreads threads = new SeededThreads(Choices.seeded(1));
  private final SeededThreads.Group process = threads.group();

  /** Java itself decides when the one goes on that has waited, so some order would be missing. */
  @Test
  void whoeverWaitsForAMonitorIsNoticed() {
    for (int i = 0; i < 10; i++) {
      process.newThread(this::waitWithTheMonitor).start();
    }
    process.newThread(SeededThreadsTest::goOnForEver).start();
    await()
        .pollInSameThread()
        .untilAsserted(() -> {
          AssertionError noticed = assertThrows(AssertionError.class, threads::step);
          assertTrue(noticed.toString().contains("monitor"), noticed::toString);
        });
  }

  private synchronized void waitWithTheMonitor() {
    Interleavings.pause();
  }

  private static void goOnForEver() {
    while (true) {
      Interleavings.pause();
    }
  }
}
