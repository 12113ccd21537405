package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.bolillero.lottery.Winners;
import org.bolillero.office.ReadinessBarrier.Arrival;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SeededThreads;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/**
 * The barrier, the permits and the wait for the draw, in every order in which the threads around
 * them can go on.
 */
class EveryOrderTest {
  private static final Announcement NOBODY = new Announcement(new Winners.Builder().build(), false);
  private static final CompletableFuture<?> NEVER = new CompletableFuture<>();

  @Test
  void p4TheBarrierTripsOnceHoweverTheLastAgenciesRace() {
    int runs =
        Interleavings.runAll(threads -> {
          ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(1, 2, 3));
          SeededThreads.Group agencies = threads.group();
          List<Arrival> arrivals = new ArrayList<>();
          for (int agency : new int[] {1, 2, 3}) {
            agencies
                .newThread(() -> {
                  for (int time = 0; time < 2; time++) { // A repeated FINISH changes nothing.
                    arrivals.add(barrier.arrive(agency));
                    Interleavings.pause();
                  }
                })
                .start();
          }
          return () -> {
            assertEquals(6, arrivals.size());
            assertEquals(1, arrivals.stream().filter(Arrival::trips).count());
            assertEquals(
                Set.of(1, 2, 3),
                arrivals.stream()
                    .filter(Arrival::isNew)
                    .map(each -> each.progress().finished())
                    .collect(Collectors.toUnmodifiableSet()));
            assertEquals(3, barrier.progress().finished());
          };
        });
    assertTrue(runs > 1000, () -> "only " + runs + " orders");
  }

  /** One is told, one has to stop waiting, one comes when all is over: none waits for ever. */
  @Test
  void p6WhoeverWaitsIsToldOrStops() {
    int runs =
        Interleavings.runAll(threads -> {
          DrawOutcome outcome = new DrawOutcome();
          SeededThreads.Group group = threads.group();
          CompletableFuture<String> stop = new CompletableFuture<>();
          List<String> ends = new ArrayList<>();
          group
              .newThread(() -> ends.add(outcome.await(NEVER).isPresent() ? "told" : "lost"))
              .start();
          group
              .newThread(() -> ends.add(outcome.await(stop).isPresent() ? "told" : "stopped"))
              .start();
          group
              .newThread(() -> {
                Interleavings.pause();
                stop.complete("the end");
              })
              .start();
          group
              .newThread(() -> {
                Interleavings.pause();
                outcome.publish(NOBODY);
              })
              .start();
          return () -> {
            assertEquals(2, ends.size(), ends::toString);
            assertTrue(ends.contains("told"), ends::toString);
          };
        });
    assertTrue(runs > 50, () -> "only " + runs + " orders");
  }

  /** As sessions do it: a permit covers handling; nobody holds one while waiting for the draw. */
  @Test
  void p7WithOnePermitAllAgenciesFinishAndAreTold() {
    int runs =
        Interleavings.runAll(threads -> {
          Semaphore permits = new Semaphore(1, true);
          ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(1, 2, 3));
          DrawOutcome outcome = new DrawOutcome();
          SeededThreads.Group group = threads.group();
          List<Integer> told = new ArrayList<>();
          for (int agency : new int[] {1, 2, 3}) {
            group
                .newThread(() -> {
                  permits.acquireUninterruptibly();
                  try {
                    Interleavings.pause();
                    if (barrier.arrive(agency).trips()) {
                      group.newThread(() -> outcome.publish(NOBODY)).start();
                    }
                  } finally {
                    permits.release();
                  }
                  outcome.await(NEVER);
                  told.add(agency);
                })
                .start();
          }
          return () -> {
            assertEquals(3, told.size(), told::toString);
            assertEquals(1, permits.availablePermits());
          };
        });
    assertTrue(runs > 40, () -> "only " + runs + " orders");
  }
}
