package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.agencies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.TestBets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A draw of two agencies on which tests decide, and which can be kept from going on by itself. */
abstract class DecidedDraw {
  static final int NUMBER = TestBets.WINNING_NUMBER;
  static final NumberSource ONE = new NumberSource.Officials(1);
  static final NumberSource TWO = new NumberSource.Officials(2);

  @TempDir Path folder;
  DrawsSetup setup;

  /** Closed, it keeps a draw in the state in which it is: nothing goes on by itself. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(folder);
  }

  @AfterEach
  void letGo() {
    gate.countDown();
  }

  Draw open(NumberSource source) throws Exception {
    DrawTerms terms = new DrawTerms(1, agencies(2), Optional.empty(), source);
    DrawEnvironment environment =
        new DrawEnvironment(
            task ->
                Thread.ofVirtual()
                    .unstarted(() -> {
                      awaitGate();
                      task.run();
                    }),
            1,
            () -> setup.now,
            setup.events::add);
    Draw draw = Draw.open(OpenedLog.opening(terms), DrawsSetup.durable(folder, 1), environment);
    draw.resume();
    return draw;
  }

  static void awaitRest(Draw draw) {
    assertTrue(draw.awaitRest(Duration.ofMinutes(5)));
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What an official does. */
  interface Decisive {
    void run() throws Exception;
  }

  static String assertRefused(DecisionException.Kind kind, Decisive decision) {
    DecisionException refused = assertThrows(DecisionException.class, decision::run);
    assertEquals(kind, refused.kind(), refused.getMessage());
    return refused.getMessage();
  }

  static void assertConflict(String message, Decisive decision) {
    assertEquals(message, assertRefused(DecisionException.Kind.CONFLICT, decision));
  }

  static String details(Draw draw, int line) {
    return draw.record().get(line).details();
  }
}
