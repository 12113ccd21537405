package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bolillero.server.ReadinessBarrier.Progress;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.eclipse.collections.impl.list.primitive.IntInterval;
import org.junit.jupiter.api.Test;

class ReadinessBarrierTest {

  @Test
  void itTripsWithTheLastArrivalAndOnlyOnce() {
    ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(3, 7));
    assertEquals(new Progress(0, 2, false), barrier.progress());
    assertEquals(new Progress(1, 2, false), barrier.arrive(7));
    assertEquals(new Progress(1, 2, false), barrier.arrive(7));
    assertEquals(new Progress(2, 2, true), barrier.arrive(3));
    assertEquals(new Progress(2, 2, false), barrier.arrive(3));
    assertEquals(new Progress(2, 2, false), barrier.progress());
  }

  @Test
  void whoIsNotExpectedDoesNotCount() {
    ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(3));
    assertTrue(barrier.expects(3));
    assertFalse(barrier.expects(4));
    assertEquals(new Progress(0, 1, false), barrier.arrive(4));
    assertEquals(new Progress(1, 1, true), barrier.arrive(3));
  }

  @Test
  void twoThousandWhoArriveTwiceAtTheSameMomentTripItOnce() throws Exception {
    int agencies = 2_000;
    ReadinessBarrier barrier =
        new ReadinessBarrier(IntSets.immutable.ofAll(IntInterval.oneTo(agencies)));
    assertEquals(new Progress(0, agencies, false), barrier.progress());
    CountDownLatch start = new CountDownLatch(1);
    List<Background<Progress>> arrivals = new ArrayList<>();
    for (int i = 0; i < 2 * agencies; i++) {
      int agency = 1 + i % agencies;
      arrivals.add(
          Background.call(() -> {
            start.await();
            return barrier.arrive(agency);
          }));
    }
    start.countDown();
    int tripped = 0;
    for (Background<Progress> each : arrivals) {
      Progress progress = each.await();
      tripped += progress.tripped() ? 1 : 0;
      assertTrue(!progress.tripped() || progress.finished() == agencies, progress::toString);
    }
    assertEquals(1, tripped);
    assertEquals(new Progress(agencies, agencies, false), barrier.progress());
  }
}
