package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bolillero.office.DrawAnswer.Progress;
import org.bolillero.office.ReadinessBarrier.Arrival;
import org.bolillero.office.testing.Background;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.eclipse.collections.impl.list.primitive.IntInterval;
import org.junit.jupiter.api.Test;

class ReadinessBarrierTest {

  @Test
  void itTripsWithTheLastArrivalAndOnlyOnce() {
    ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(3, 7));
    assertEquals(new Progress(0, 2), barrier.progress());
    assertFalse(barrier.arrive(7).trips());
    assertFalse(barrier.arrive(7).trips());
    assertEquals(new Progress(1, 2), barrier.progress());
    assertTrue(barrier.arrive(3).trips());
    assertFalse(barrier.arrive(3).trips());
    assertEquals(new Progress(2, 2), barrier.progress());
  }

  @Test
  void whoIsNotExpectedDoesNotCount() {
    ReadinessBarrier barrier = new ReadinessBarrier(IntSets.immutable.of(3));
    assertFalse(barrier.arrive(4).trips());
    assertEquals(new Progress(0, 1), barrier.progress());
    assertTrue(barrier.arrive(3).trips());
    assertEquals(new Progress(1, 1), barrier.progress());
  }

  @Test
  void twoThousandWhoArriveTwiceAtTheSameMomentTripItOnce() throws Exception {
    int agencies = 2_000;
    ReadinessBarrier barrier =
        new ReadinessBarrier(IntSets.immutable.ofAll(IntInterval.oneTo(agencies)));
    assertEquals(new Progress(0, agencies), barrier.progress());
    CountDownLatch start = new CountDownLatch(1);
    List<Background<Arrival>> arrivals = new ArrayList<>();
    for (int i = 0; i < 2 * agencies; i++) {
      int agency = 1 + i % agencies;
      arrivals.add(
          Background.call(() -> {
            start.await();
            return barrier.arrive(agency);
          }));
    }
    start.countDown();
    MutableIntSet places = IntSets.mutable.empty();
    int tripped = 0;
    for (Background<Arrival> each : arrivals) {
      Arrival arrival = each.await();
      if (arrival.isNew()) {
        assertTrue(places.add(arrival.progress().finished()), "two agencies have the same place");
      }
      tripped += arrival.trips() ? 1 : 0;
    }
    assertEquals(1, tripped);
    assertEquals(agencies, places.size());
    assertEquals(new Progress(agencies, agencies), barrier.progress());
  }
}
