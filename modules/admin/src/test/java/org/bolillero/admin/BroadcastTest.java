package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.watch.Vitals;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.factory.primitive.LongLists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One look at the office for all who watch. */
class BroadcastTest {
  private final AtomicInteger looks = new AtomicInteger();

  /** Each look takes what is there, or waits for it. */
  private final BlockingQueue<Integer> office = new SynchronousQueue<>();

  private final BlockingQueue<Throwable> defects = new LinkedBlockingQueue<>();
  private final Broadcast broadcast = new Broadcast(this::look, Duration.ZERO, defects::add);

  private Optional<PageState> look() {
    looks.incrementAndGet();
    try {
      return Optional.of(state(office.take()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An office that has stored some bets; less than none is a defect. */
  private static PageState state(int bets) {
    if (bets < 0) {
      throw new IllegalStateException("a defect");
    }
    Vitals vitals =
        new Vitals(
            Instant.EPOCH,
            bets,
            LongLists.immutable.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Lists.immutable.empty());
    return new PageState(vitals, Lists.immutable.empty());
  }

  @BeforeEach
  void start() {
    broadcast.start();
  }

  @AfterEach
  void end() {
    broadcast.close();
    boolean _ = office.offer(0); // Ends a look that still waits.
  }

  private static String text(Optional<byte[]> event) {
    return new String(event.orElseThrow(), UTF_8);
  }

  @Test
  void tenViewersCostOneLook() throws Exception {
    List<Broadcast.Viewer> viewers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      viewers.add(broadcast.join());
    }
    office.put(5);
    byte[] first = viewers.getFirst().next().orElseThrow();
    for (Broadcast.Viewer each : viewers.subList(1, 10)) {
      assertSame(first, each.next().orElseThrow());
    }
    assertTrue(looks.get() <= 2, looks::toString); // The second one waits for the office.
  }

  @Test
  void nobodyLooksWhereNobodyWatches() throws Exception {
    try (Broadcast.Viewer viewer = broadcast.join()) {
      office.put(5);
      assertTrue(text(viewer.next()).contains("\"bets\":5"));
    }
    office.put(6); // For the look that has begun before.
    assertFalse(office.offer(7, 50, TimeUnit.MILLISECONDS), "looks on");
    assertEquals(2, looks.get());
    try (Broadcast.Viewer viewer = broadcast.join()) {
      office.put(8);
      assertTrue(text(viewer.next()).contains("\"bets\":8"), "nothing old is told");
    }
  }

  @Test
  void whoeverIsTooSlowIsToldAll() throws Exception {
    Broadcast.Viewer quick = broadcast.join();
    Broadcast.Viewer slow = broadcast.join();
    office.put(1);
    assertTrue(text(slow.next()).contains("\"whole\":true"));
    for (int bets = 2; bets <= 4; bets++) {
      assertTrue(quick.next().isPresent());
      office.put(bets);
    }
    assertTrue(text(quick.next()).startsWith("id: 4\ndata: "));
    String told = text(slow.next());
    assertTrue(told.startsWith("id: 4\ndata: "), told);
    assertTrue(told.contains("\"whole\":true"), told);
    office.put(5);
    assertTrue(text(slow.next()).contains("\"whole\":false"));
  }

  @Test
  void whatHasNotChangedIsToldNowAndThen() throws Exception {
    Broadcast.Viewer viewer = broadcast.join();
    office.put(1);
    assertTrue(text(viewer.next()).startsWith("id: 1\n"));
    for (int i = 0; i < 5; i++) {
      office.put(1);
    }
    assertTrue(text(viewer.next()).startsWith("id: 2\n"));
    assertTrue(looks.get() >= 6, looks::toString);
  }

  @Test
  void aDefectEndsItAndIsHeardOf() throws Exception {
    Broadcast.Viewer viewer = broadcast.join();
    office.put(-1);
    assertEquals(Optional.empty(), viewer.next());
    assertEquals("a defect", defects.take().getMessage());
    assertEquals(Optional.empty(), broadcast.join().next());
  }

  @Test
  void itsEndIsTheEndForWhoeverWaits() {
    Broadcast.Viewer viewer = broadcast.join();
    await().until(() -> looks.get() == 1);
    broadcast.close();
    assertEquals(Optional.empty(), viewer.next());
    broadcast.close();
  }
}
