package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.office.testing.Background;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many draws that are over can be used, waited for and closed at the same time. */
class DrawsOverLimitsTest {
  private static final String TOO_MANY =
      "too many draws that are over are asked for at the same time";

  @TempDir Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(data);
  }

  @Test
  void onlySoManyDrawsThatAreOverAreOpenAtTheSameTime() throws Exception {
    setup.holdSome(Draws.OVER_MAX + 2);
    try (Draws draws = setup.start()) {
      List<String> before = DrawsSetup.openFiles(data);
      List<DrawFinder.Lease> leases = new ArrayList<>();
      for (int number = 1; number <= Draws.OVER_MAX; number++) {
        leases.add(draws.find(number));
      }
      int next = Draws.OVER_MAX + 1;
      DrawsTest.assertRefused(Refusal.BUSY, TOO_MANY, draws, next);
      DecisionException busy =
          assertThrows(DecisionException.class, () -> draws.decide(next, Draw::state));
      assertEquals(DecisionException.Kind.BUSY, busy.kind());
      assertEquals(TOO_MANY, busy.getMessage());
      try (DrawFinder.Lease second = draws.find(2)) {
        assertEquals(2, second.draw().terms().number()); // As often as anybody likes.
      }
      leases.removeFirst().close();
      leases.add(draws.find(next));
      assertEquals(Draws.OVER_MAX, draws.open().size());
      leases.forEach(DrawFinder.Lease::close);
      draws.find(next + 1).close();
      assertTrue(draws.open().size() <= Draws.OVER_MAX);
      setup.letTimePass(draws);
      assertEquals(before, DrawsSetup.openFiles(data));
    }
  }

  /** Each that waits holds a permit, without which the agencies of other draws cannot go on. */
  @Test
  void onlySoManyWaitForDrawsThatAreOver() throws Exception {
    setup.holdSome(2);
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    setup.logs =
        (folder, draw) ->
            (replay, listener) -> {
              opening.countDown();
              awaitLatch(goOn);
              return DrawsSetup.durable(folder, draw).open(replay, listener);
            };
    try (Draws draws = setup.start()) {
      List<Background<DrawState>> waiting = new ArrayList<>();
      waiting.add(Background.call(() -> draws.use(1, Draw::state)));
      opening.await();
      for (int i = 1; i < DrawSlots.WAITING_MAX; i++) {
        waiting.add(Background.call(() -> draws.use(1, Draw::state)));
      }
      for (Background<DrawState> each : waiting) {
        each.awaitWaiting();
      }
      DrawsTest.assertRefused(Refusal.BUSY, TOO_MANY, draws, 2);
      goOn.countDown();
      for (Background<DrawState> each : waiting) {
        assertEquals(DrawState.DRAWN, each.await());
      }
      assertEquals(DrawState.DRAWN, draws.use(2, Draw::state));
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDrawThatIsOverIsNotFoundOnceTheOfficeStops() throws Exception {
    setup.holdSome(1);
    Draws draws = setup.start();
    draws.close();
    DrawsTest.assertRefused(Refusal.BUSY, TOO_MANY, draws, 1);
  }

  @Test
  void manyUseOldDrawsWhileTheyAreClosed() {
    Seed.run(random -> {
      setup.holdSome(8);
      try (Draws draws = setup.start()) {
        List<String> before = DrawsSetup.openFiles(data);
        AtomicBoolean isOver = new AtomicBoolean();
        Background<Boolean> clock =
            Background.run(() -> {
              while (!isOver.get()) {
                setup.letTimePass(draws);
                draws.list().forEach(each -> assertEquals(3, each.bets()));
              }
            });
        List<Background<Integer>> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          RandomGenerator own = new SplittableRandom(random.nextLong());
          users.add(Background.call(() -> useSome(draws, own)));
        }
        int served = 0;
        for (Background<Integer> each : users) {
          served += each.await();
        }
        isOver.set(true);
        clock.await();
        assertTrue(served > 0);
        setup.letTimePass(draws);
        assertEquals(before, DrawsSetup.openFiles(data));
        assertEquals(8, draws.list().size());
      }
    });
  }

  /** Uses draws at random; returns how often there was room. */
  private static int useSome(Draws draws, RandomGenerator random) throws Exception {
    int served = 0;
    for (int i = 0; i < 8; i++) {
      int number = random.nextInt(1, 9);
      try (DrawFinder.Lease lease = draws.find(number)) {
        Announcement announced = lease.draw().announced().orElseThrow();
        assertEquals(1, announced.winners().total());
        assertEquals(number, lease.draw().terms().number());
        served++;
      } catch (RefusalException e) {
        assertEquals(Refusal.BUSY, e.refusal());
      }
    }
    return served;
  }
}
